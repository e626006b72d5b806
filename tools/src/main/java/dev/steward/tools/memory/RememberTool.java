package dev.steward.tools.memory;

import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Memory;
import dev.steward.core.run.Effect;
import dev.steward.core.tool.Schema;
import dev.steward.core.tool.Tool;
import dev.steward.core.tool.ToolCall;
import dev.steward.core.tool.ToolContext;
import dev.steward.core.tool.ToolResult;
import dev.steward.core.tool.ToolSpec;
import dev.steward.tools.Arguments;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Remembers a fact.
final class RememberTool implements Tool {
  private static final int LONGEST_TEXT = 4_000;
  private static final List<String> KINDS = List.of("fact", "decision", "preference");
  private static final List<String> LAYERS = List.of("user", "organisation");

  private final Memory memory;

  RememberTool(Memory memory) {
    this.memory = memory;
  }

  @Override
  public ToolSpec spec() {
    return new ToolSpec(
        "memory_remember",
        "Remembers a fact, a decision or a preference, so that it is found again days later.",
        new Schema.Struct(
            "",
            List.of(
                Schema.required(
                    "text", new Schema.Text("one self-contained sentence, with names and dates")),
                Schema.optional("kind", new Schema.Choice("what it is; without it, a fact", KINDS)),
                Schema.optional(
                    "layer",
                    new Schema.Choice("whose it is; without it, the user's own", LAYERS)))),
        Effect.KEYED);
  }

  @Override
  public ToolResult run(ToolCall call, ToolContext context) {
    return Arguments.answer(() -> {
      var arguments = new Arguments(call, Set.of("text", "kind", "layer"));
      var text = arguments.text("text", LONGEST_TEXT);
      var kind = arguments.word("kind", KINDS, "fact");
      var layer = arguments.word("layer", LAYERS, "user");
      var fact =
          memory.remember(
              context.scope(),
              Layer.valueOf(layer.toUpperCase(Locale.ROOT)),
              Fact.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
              text,
              context.message(),
              context.scope().user(),
              "fact/" + context.key());
      return ToolResult.done(
          "Remembered: " + fact.text(), Map.of("id", fact.id(), "text", fact.text()));
    });
  }
}
