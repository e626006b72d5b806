package dev.steward.web.mem0;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.MemoryDesk;
import dev.steward.core.Principal;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Revision;
import dev.steward.web.Json;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What happened to a memory, as Mem0's clients see it: a row for each change of its text, its
/// labels or its standing, oldest first.
///
/// @param principal who asks
record HistoryView(MemoryDesk desk, Principal principal) {

  ArrayNode of(List<Revision> history) {
    var rows = Json.object().putArray("rows");
    var last = new HashMap<String, Fact>();
    for (var revision : history) {
      var fact = revision.fact();
      var before = last.put(fact.id(), fact);
      if (before == null || isShown(revision, before)) {
        rows.add(row(revision, Optional.ofNullable(before), history));
      }
    }
    return rows;
  }

  /// What a client keeps with a memory is no news about it.
  private static boolean isShown(Revision revision, Fact before) {
    return revision.event() != Revision.Event.UPDATED
        || !shown(before).equals(shown(revision.fact()));
  }

  private static List<Object> shown(Fact fact) {
    return List.of(
        fact.text(),
        Reserved.without(fact.labels().metadata()),
        fact.care().expiresAt(),
        fact.validity().validFrom());
  }

  private ObjectNode row(Revision revision, Optional<Fact> before, List<Revision> history) {
    var fact = revision.fact();
    var row =
        Json.object()
            .put("id", id(revision))
            .put("memory_id", fact.id())
            .put("old_memory", before.map(Fact::text).orElse(null))
            .put("new_memory", newer(revision, history))
            .put("event", event(revision.event()));
    row.set("input", input(fact));
    MemoryView.name(row, "user_id", fact.scope().user());
    MemoryView.name(row, "agent_id", fact.labels().agent());
    MemoryView.name(row, "app_id", fact.labels().app());
    MemoryView.name(row, "session_id", fact.labels().run());
    row.set("categories", Json.tree(MemoryView.categories(fact)));
    row.set("metadata", Json.tree(Reserved.without(fact.labels().metadata())));
    MemoryView.name(row, "actor_id", revision.by());
    return row.put("is_deleted", false)
        .put("created_at", fact.recordedAt().toString())
        .put("updated_at", revision.at().toString());
  }

  private static String id(Revision revision) {
    var name = "%s %s %s".formatted(revision.fact().id(), revision.event(), revision.at());
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /// What holds after it: of a memory that another took the place of, the other's text.
  private static String newer(Revision revision, List<Revision> history) {
    var fact = revision.fact();
    return revision.event() != Revision.Event.SUPERSEDED
        ? fact.text()
        : history.stream()
            .map(Revision::fact)
            .filter(other -> other.id().equals(fact.validity().supersededBy()))
            .map(Fact::text)
            .reduce((first, later) -> later)
            .orElse(fact.text());
  }

  /// What Mem0 calls it, where it has a word for it.
  static String event(Revision.Event event) {
    return switch (event) {
      case ADDED -> "ADD";
      case UPDATED, SUPERSEDED -> "UPDATE";
      case CONFIRMED -> "NOOP";
      case QUARANTINED, RESTORED, APPROVED, PINNED, UNPINNED -> event.name();
    };
  }

  /// The messages that a memory rests on.
  private ArrayNode input(Fact fact) {
    var input = Json.object().putArray("input");
    for (var citation : fact.origin().citations()) {
      desk.message(principal, citation.source())
          .ifPresent(message ->
              input
                  .addObject()
                  .put("role", MemoryView.word(message.role()))
                  .put("content", message.text()));
    }
    return input;
  }
}
