package dev.steward.web;

import dev.steward.core.MemoryDesk.Exported;
import dev.steward.core.memory.Added;
import dev.steward.core.memory.Audit;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Erasure;
import dev.steward.core.memory.Extraction;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.IndexState;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Recollection;
import dev.steward.core.memory.Revision;
import dev.steward.core.memory.Statistics;
import dev.steward.core.memory.Tombstone;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// How memory looks in JSON: over HTTP, in exported files and in what the command line prints. Each
/// shape is a map of names to texts, numbers, booleans, nulls, lists and maps; the tenant, which
/// comes from the credential, is in none. [MemoryReader] reads them back.
public final class MemoryJson {
  private MemoryJson() {}

  /// A fact or a message; `type` says which.
  public static Map<String, Object> of(Entry entry) {
    return switch (entry) {
      case Fact fact -> of(fact);
      case Message message -> of(message);
    };
  }

  /// A fact. What has no end yet ends with null.
  public static Map<String, Object> of(Fact fact) {
    var shape = new Shape().put("type", "fact").put("id", fact.id());
    shape
        .put("layer", Wire.word(fact.layer()))
        .put("kind", Wire.word(fact.kind()))
        .put("standing", Wire.word(fact.care().standing()))
        .put("subject", fact.subject())
        .put("predicate", fact.claim().predicate())
        .put("text", fact.text())
        .put("entities", List.copyOf(new TreeSet<>(fact.claim().entities())))
        .put("source", fact.source())
        .put("citations", fact.origin().citations().stream().map(MemoryJson::of).toList())
        .put("author", fact.author())
        .put("trust", Wire.word(fact.origin().trust()));
    return owned(shape, fact)
        .put("proofs", fact.care().proofs())
        .put("pinned", fact.care().pinned())
        .put("valid_from", fact.validity().validFrom().toString())
        .put("valid_to", end(fact.validity().validTo()))
        .put("superseded_at", end(fact.validity().supersededAt()))
        .put("superseded_by", fact.validity().supersededBy())
        .put("expires_at", end(fact.care().expiresAt()))
        .put("review_at", end(fact.care().reviewAt()))
        .put("at", fact.at().toString())
        .fields();
  }

  private static Map<String, Object> of(Fact.Citation citation) {
    return new Shape()
        .put("source", citation.source())
        .put("start", citation.start())
        .put("end", citation.end())
        .fields();
  }

  /// A message.
  public static Map<String, Object> of(Message message) {
    var shape =
        new Shape()
            .put("type", "message")
            .put("id", message.id())
            .put("role", Wire.word(message.role()))
            .put("speaker", message.speaker())
            .put("channel", message.channel())
            .put("turn", message.turn())
            .put("trust", Wire.word(message.trust()))
            .put("text", message.text());
    return owned(shape, message).put("at", message.at().toString()).fields();
  }

  private static Shape owned(Shape shape, Entry entry) {
    return shape
        .put("user_id", entry.scope().user())
        .put("session_id", entry.scope().session())
        .put("agent_id", entry.labels().agent())
        .put("app_id", entry.labels().app())
        .put("run_id", entry.labels().run())
        .put("metadata", entry.labels().metadata());
  }

  /// An entry that was recalled, with its score and what that is made of.
  public static Map<String, Object> of(Recollection recollection) {
    return new Shape(of(recollection.entry()))
        .put("score", recollection.score())
        .put("components", new TreeMap<>(recollection.components()))
        .put("quote", recollection.quote())
        .fields();
  }

  /// A fact as it was after something happened to it.
  public static Map<String, Object> of(Revision revision) {
    return new Shape()
        .put("event", Wire.word(revision.event()))
        .put("at", revision.at().toString())
        .put("by", revision.by())
        .put("fact", of(revision.fact()))
        .fields();
  }

  /// What became of an addition.
  public static Map<String, Object> of(Added added) {
    return new Shape()
        .put("id", added.id())
        .put("messages", added.messages())
        .put("facts", added.facts().stream().map(MemoryJson::of).toList())
        .put("masked", added.masked())
        .fields();
  }

  /// What was forgotten.
  public static Map<String, Object> of(Erasure erasure) {
    return new Shape()
        .put("dry_run", erasure.dryRun())
        .put("facts", erasure.facts().stream().map(MemoryJson::of).toList())
        .put("messages", erasure.messages().stream().map(MemoryJson::of).toList())
        .put("runs", erasure.runs())
        .put("kept", erasure.kept())
        .fields();
  }

  /// What is left of something that was erased.
  public static Map<String, Object> of(Tombstone tombstone) {
    return new Shape()
        .put("type", Wire.word(tombstone.key().type()))
        .put("id", tombstone.key().id())
        .put("hash", tombstone.hash())
        .put("by", tombstone.by())
        .put("at", tombstone.at().toString())
        .fields();
  }

  /// Facts that are to be extracted, and how far that is.
  public static Map<String, Object> of(Extraction extraction) {
    return new Shape()
        .put("id", extraction.id())
        .put("state", Wire.word(extraction.state()))
        .put("messages", extraction.messages())
        .put("instructions", extraction.instructions())
        .put("expires_at", end(extraction.expiresAt()))
        .put("attempts", extraction.attempts())
        .put("created_at", extraction.createdAt().toString())
        .put("due_at", end(extraction.dueAt()))
        .put("started_at", end(extraction.startedAt()))
        .put("ended_at", end(extraction.endedAt()))
        .put("outcomes", extraction.outcomes().stream().map(MemoryJson::of).toList())
        .put("error", extraction.error())
        .fields();
  }

  private static Map<String, Object> of(Extraction.Outcome outcome) {
    return new Shape()
        .put("fact", outcome.fact())
        .put("event", Wire.word(outcome.event()))
        .fields();
  }

  /// What somebody should look at.
  public static Map<String, Object> of(Audit audit) {
    return new Shape()
        .put("facts", audit.facts())
        .put("messages", audit.messages())
        .put("findings", audit.findings().stream().map(MemoryJson::of).toList())
        .fields();
  }

  private static Map<String, Object> of(Audit.Finding finding) {
    return new Shape()
        .put("kind", Wire.word(finding.kind()))
        .put("facts", finding.facts())
        .put("detail", finding.detail())
        .fields();
  }

  /// How much there is.
  public static Map<String, Object> of(Statistics statistics) {
    return new Shape()
        .put("messages", statistics.messages())
        .put("facts", counts(statistics.facts()))
        .put("standings", counts(statistics.standings()))
        .put("extractions", counts(statistics.extractions()))
        .put("unembedded", statistics.unembedded())
        .put("embedder", statistics.embedder())
        .put("index", of(statistics.index()))
        .fields();
  }

  private static Map<String, Object> of(IndexState index) {
    return new Shape()
        .put("behind", index.behind())
        .put("trouble", index.trouble())
        .put(
            "making",
            new Shape()
                .put("embedder", index.making().embedder())
                .put("done", index.making().done())
                .put("of", index.making().of())
                .fields())
        .fields();
  }

  private static <E extends Enum<E>> Map<String, Long> counts(Map<E, Long> counts) {
    var words = new LinkedHashMap<String, Long>();
    new TreeMap<>(counts).forEach((key, count) -> words.put(Wire.word(key), count));
    return words;
  }

  /// A message, or a fact with its history where that is more than that it was added.
  public static Map<String, Object> of(Exported exported) {
    return switch (exported) {
      case Exported.OfMessage(var message) -> of(message);
      case Exported.OfFact(var history) -> {
        var fact = history.getLast().fact();
        var shape = new Shape(of(fact));
        yield history.equals(List.of(Revision.added(fact)))
            ? shape.fields()
            : shape.put("history", history.stream().map(MemoryJson::of).toList()).fields();
      }
    };
  }

  private static @Nullable String end(Instant instant) {
    return instant.equals(Fact.Validity.OPEN) ? null : instant.toString();
  }

  /// A map in the making.
  private static final class Shape {
    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    Shape() {}

    Shape(Map<String, Object> fields) {
      this.fields.putAll(fields);
    }

    Shape put(String name, @Nullable Object value) {
      fields.put(name, value);
      return this;
    }

    @SuppressWarnings("NullAway") // nulls are values, too
    Map<String, Object> fields() {
      return fields;
    }
  }
}
