package dev.steward.tools.memory;

import dev.steward.core.memory.Memory;
import dev.steward.core.memory.Recollection;
import dev.steward.core.run.Effect;
import dev.steward.core.tool.Schema;
import dev.steward.core.tool.Tool;
import dev.steward.core.tool.ToolCall;
import dev.steward.core.tool.ToolContext;
import dev.steward.core.tool.ToolResult;
import dev.steward.core.tool.ToolSpec;
import dev.steward.tools.Arguments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Looks up what is known.
final class RecallTool implements Tool {
  private static final int LONGEST_QUERY = 2_000;
  private static final int USUAL = 10;
  private static final int MOST = 50;

  private final Memory memory;

  RecallTool(Memory memory) {
    this.memory = memory;
  }

  @Override
  public ToolSpec spec() {
    return new ToolSpec(
        "memory_recall",
        "Looks up what is remembered: facts, decisions, preferences and the organisation's"
            + " policies, best match first.",
        new Schema.Struct(
            "",
            List.of(
                Schema.required("query", new Schema.Text("what it is about, in words")),
                Schema.optional(
                    "limit", new Schema.Whole("the most results; without it, " + USUAL)))),
        Effect.PURE);
  }

  @Override
  public ToolResult run(ToolCall call, ToolContext context) {
    return Arguments.answer(() -> {
      var arguments = new Arguments(call, Set.of("query", "limit"));
      var query = arguments.text("query", LONGEST_QUERY);
      var limit = arguments.whole("limit", 1, MOST, USUAL);
      var found = memory.recall(context.scope(), query, limit);
      return ToolResult.done(
          found.isEmpty()
              ? "Nothing is remembered about that."
              : found.stream()
                  .map(one -> "- %s [%s]".formatted(one.fact().text(), one.fact().id()))
                  .collect(Collectors.joining("\n")),
          Map.of("results", found.stream().map(RecallTool::data).toList()));
    });
  }

  private static Map<String, Object> data(Recollection recollection) {
    var fact = recollection.fact();
    var data = new LinkedHashMap<String, Object>();
    data.put("id", fact.id());
    data.put("layer", fact.layer().name().toLowerCase(Locale.ROOT));
    data.put("kind", fact.kind().name().toLowerCase(Locale.ROOT));
    data.put("text", fact.text());
    data.put("score", recollection.score());
    data.put("source", fact.source());
    data.put("quote", recollection.quote());
    data.put("at", fact.recordedAt().toString());
    data.put("subject", fact.subject());
    return data;
  }
}
