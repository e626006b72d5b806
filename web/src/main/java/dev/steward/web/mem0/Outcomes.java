package dev.steward.web.mem0;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.steward.core.memory.Extraction;
import dev.steward.web.Json;

/// What came of an extraction, memory by memory.
final class Outcomes {
  private Outcomes() {}

  static ArrayNode view(Memories memories, Extraction extraction) {
    var results = Json.object().putArray("results");
    for (var outcome : extraction.outcomes()) {
      memories
          .find(outcome.fact())
          .ifPresent(fact -> {
            var result = results.addObject().put("id", fact.id()).put("memory", fact.text());
            result.putObject("data").put("memory", fact.text());
            result.put("event", HistoryView.event(outcome.event()));
            MemoryView.name(result, "user_id", fact.scope().user());
            MemoryView.name(result, "agent_id", fact.labels().agent());
            MemoryView.name(result, "app_id", fact.labels().app());
            MemoryView.name(result, "run_id", fact.labels().run());
          });
    }
    return results;
  }
}
