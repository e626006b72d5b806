package dev.steward.web;

import dev.steward.core.MemoryDesk.Exported;
import dev.steward.core.Scope;
import dev.steward.core.memory.Added;
import dev.steward.core.memory.Audit;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Erasure;
import dev.steward.core.memory.Extraction;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.IndexState;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Recollection;
import dev.steward.core.memory.Revision;
import dev.steward.core.memory.Statistics;
import dev.steward.core.memory.Tombstone;
import dev.steward.core.memory.Trust;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads what [MemoryJson] writes, as rows of one tenant.
///
/// @param tenant whose they are
record MemoryReader(String tenant) {
  Entry entry(Fields fields) {
    return switch (fields.choice("type", Entry.Type.class)) {
      case FACT -> fact(fields);
      case MESSAGE -> message(fields);
    };
  }

  Fact fact(Fields fields) {
    var at = fields.instant("at");
    return new Fact(
        fields.text("id"),
        scope(fields),
        fields.choice("layer", Layer.class),
        fields.choice("kind", Fact.Kind.class),
        new Fact.Claim(
            fields.string("subject"),
            fields.string("predicate"),
            fields.string("text"),
            Set.copyOf(fields.strings("entities"))),
        new Fact.Origin(
            fields.objects("citations").stream().map(MemoryReader::citation).toList(),
            fields.string("author"),
            fields.choice("trust", Trust.class, Trust.EXTERNAL)),
        new Fact.Validity(
            fields.instant("valid_from", at),
            fields.instant("valid_to", Fact.Validity.OPEN),
            at,
            fields.instant("superseded_at", Fact.Validity.OPEN),
            fields.string("superseded_by")),
        new Fact.Care(
            fields.choice("standing", Fact.Standing.class, Fact.Standing.ACTIVE),
            fields.number("proofs", 1, 1, Integer.MAX_VALUE),
            fields.flag("pinned", false),
            fields.instant("expires_at", Fact.Validity.OPEN),
            fields.instant("review_at", Fact.Validity.OPEN)),
        labels(fields));
  }

  private static Fact.Citation citation(Fields fields) {
    return new Fact.Citation(
        fields.text("source"),
        fields.number("start", 0, 0, Integer.MAX_VALUE),
        fields.number("end", 0, 0, Integer.MAX_VALUE));
  }

  Message message(Fields fields) {
    return new Message(
        fields.text("id"),
        scope(fields),
        fields.choice("role", Message.Role.class, Message.Role.USER),
        fields.string("speaker"),
        fields.string("channel"),
        fields.string("turn"),
        fields.choice("trust", Trust.class, Trust.EXTERNAL),
        labels(fields),
        fields.string("text"),
        fields.instant("at"));
  }

  Scope scope(Fields fields) {
    return new Scope(tenant, fields.string("user_id"), fields.string("session_id"));
  }

  static Labels labels(Fields fields) {
    return new Labels(
        fields.string("agent_id"),
        fields.string("app_id"),
        fields.string("run_id"),
        fields.data("metadata"));
  }

  Recollection recollection(Fields fields) {
    var components = new HashMap<String, Double>();
    fields
        .data("components")
        .forEach((name, part) -> {
          if (part instanceof Number number) {
            components.put(name, number.doubleValue());
          }
        });
    return new Recollection(
        entry(fields), fields.share("score", 0), components, fields.string("quote"));
  }

  Revision revision(Fields fields) {
    return new Revision(
        fact(fields.object("fact")),
        fields.choice("event", Revision.Event.class),
        fields.instant("at"),
        fields.string("by"));
  }

  Exported exported(Fields fields) {
    return switch (entry(fields)) {
      case Message message -> new Exported.OfMessage(message);
      case Fact fact -> {
        var history = fields.objects("history").stream().map(this::revision).toList();
        yield new Exported.OfFact(history.isEmpty() ? List.of(Revision.added(fact)) : history);
      }
    };
  }

  Added added(Fields fields) {
    return new Added(
        fields.text("id"),
        fields.strings("messages"),
        fields.objects("facts").stream().map(this::fact).toList(),
        fields.strings("masked"));
  }

  Erasure erasure(Fields fields) {
    return new Erasure(
        fields.flag("dry_run"),
        fields.objects("facts").stream().map(this::entry).toList(),
        fields.objects("messages").stream().map(this::entry).toList(),
        fields.number("runs", 0, 0, Integer.MAX_VALUE),
        fields.strings("kept"));
  }

  Tombstone tombstone(Fields fields) {
    return new Tombstone(
        new Entry.Key(tenant, fields.choice("type", Entry.Type.class), fields.text("id")),
        fields.string("hash"),
        fields.string("by"),
        fields.instant("at"));
  }

  Extraction extraction(Fields fields) {
    return new Extraction(
        fields.text("id"),
        tenant,
        fields.strings("messages"),
        fields.string("instructions"),
        fields.instant("expires_at", Fact.Validity.OPEN),
        fields.choice("state", Extraction.State.class),
        fields.number("attempts", 0, 0, Integer.MAX_VALUE),
        fields.instant("created_at"),
        fields.instant("due_at", Fact.Validity.OPEN),
        fields.instant("started_at", Fact.Validity.OPEN),
        fields.instant("ended_at", Fact.Validity.OPEN),
        fields.objects("outcomes").stream().map(MemoryReader::outcome).toList(),
        fields.string("error"));
  }

  private static Extraction.Outcome outcome(Fields fields) {
    return new Extraction.Outcome(
        fields.text("fact"), fields.choice("event", Revision.Event.class));
  }

  static Audit audit(Fields fields) {
    return new Audit(
        count(fields, "facts"),
        count(fields, "messages"),
        fields.objects("findings").stream()
            .map(finding ->
                new Audit.Finding(
                    finding.choice("kind", Audit.Kind.class),
                    finding.strings("facts"),
                    finding.string("detail")))
            .toList());
  }

  static Statistics statistics(Fields fields) {
    return new Statistics(
        count(fields, "messages"),
        counts(fields.object("facts"), Layer.class),
        counts(fields.object("standings"), Fact.Standing.class),
        counts(fields.object("extractions"), Extraction.State.class),
        count(fields, "unembedded"),
        index(fields.string("embedder"), fields.object("index")));
  }

  private static IndexState index(String embedder, Fields fields) {
    var making = fields.object("making");
    return new IndexState(
        embedder,
        count(fields, "behind"),
        fields.string("trouble"),
        new IndexState.Making(
            making.string("embedder"), count(making, "done"), count(making, "of")));
  }

  private static <E extends Enum<E>> Map<E, Long> counts(Fields fields, Class<E> type) {
    var counts = new EnumMap<E, Long>(type);
    for (var constant : type.getEnumConstants()) {
      if (fields.value(Wire.word(constant)) != null) {
        counts.put(constant, count(fields, Wire.word(constant)));
      }
    }
    return counts;
  }

  static long count(Fields fields, String name) {
    return fields.plain(name) instanceof Long count ? count : 0;
  }
}
