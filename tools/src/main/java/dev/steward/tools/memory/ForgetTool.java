package dev.steward.tools.memory;

import dev.steward.core.memory.Memory;
import dev.steward.core.run.Effect;
import dev.steward.core.tool.Schema;
import dev.steward.core.tool.Tool;
import dev.steward.core.tool.ToolCall;
import dev.steward.core.tool.ToolContext;
import dev.steward.core.tool.ToolResult;
import dev.steward.core.tool.ToolSpec;
import dev.steward.tools.Arguments;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Forgets facts. Done again, it finds nothing left to forget.
final class ForgetTool implements Tool {
  private static final int MOST = 100;

  private final Memory memory;

  ForgetTool(Memory memory) {
    this.memory = memory;
  }

  @Override
  public ToolSpec spec() {
    return new ToolSpec(
        "memory_forget",
        "Forgets remembered facts for good. The organisation's are not forgotten this way.",
        new Schema.Struct(
            "",
            List.of(
                Schema.required(
                    "ids", new Schema.Many("which", new Schema.Text("the id of a fact"))))),
        Effect.KEYED);
  }

  @Override
  public ToolResult run(ToolCall call, ToolContext context) {
    return Arguments.answer(() -> {
      var arguments = new Arguments(call, Set.of("ids"));
      var ids = arguments.texts("ids", MOST, 200);
      if (ids.isEmpty()) {
        throw arguments.wrong("ids", "is missing");
      }
      var gone = memory.forget(context.scope(), new LinkedHashSet<>(ids));
      var forgotten = ids.stream().filter(gone::contains).distinct().toList();
      return ToolResult.done(
          forgotten.isEmpty()
              ? "None of these facts is there to be forgotten."
              : "Forgotten: " + String.join(", ", forgotten),
          Map.of("forgotten", forgotten));
    });
  }
}
