package dev.steward.web.mem0;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.document.Documents;
import dev.steward.web.Json;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/// Events of deletions of many memories at once, which are done when they are answered; clients may
/// ask for them all the same.
record Deletions(Documents documents, Clock clock, Supplier<String> ids, String tenant) {
  private static final String KIND = "mem0.deletion";
  private static final int MOST = 1_000;

  /// Keeps that so many memories were deleted, and returns the event's id.
  String done(int count) {
    var now = clock.instant().toString();
    var event =
        Json.object()
            .put("id", ids.get())
            .put("event_type", "DELETE_ALL")
            .put("status", "SUCCEEDED");
    event.putObject("metadata").put("deleted", count);
    event.putArray("results");
    event
        .put("created_at", now)
        .put("updated_at", now)
        .put("started_at", now)
        .put("completed_at", now)
        .put("latency", 0)
        .putNull("graph_status")
        .putNull("error");
    var id = event.path("id").asText();
    documents.write(tenant, KIND, id, Json.write(event));
    var kept = documents.all(tenant, KIND).keySet();
    kept.stream()
        .limit(Math.max(0, kept.size() - MOST))
        .forEach(old -> documents.delete(tenant, KIND, old));
    return id;
  }

  Optional<ObjectNode> find(String id) {
    return documents.read(tenant, KIND, id).map(Webhooks::read);
  }
}
