package dev.steward.core.memory;

import dev.steward.core.Scope;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The truth of memory: rows of messages, facts, sessions and what waits to be extracted. Every
/// write is durable when the call returns. Another tenant's row is absent, whatever is asked.
public interface FactStore extends MessageLog, Sessions, Extractions, ChangeFeed {
  /// Writes all of it or nothing.
  ///
  /// A message whose id the tenant already has stays as it is, and so does a fact that is added
  /// under an id which is taken: a repeated write changes nothing. Any other revision takes the
  /// place of the fact's latest one, which stays in its history; the same revision (event and time)
  /// written again changes nothing. Revisions are written in their order, so that one may change
  /// what another of the same batch adds. A message that a fact of the same batch repeats word for
  /// word, citing it whole, is kept in the log but not fed to indexes: the fact stands for it
  /// there. A session replaces the one of its user with its id, an extraction the one with its id.
  ///
  /// @throws dev.steward.core.Failure INTERNAL if a fact's scope doesn't fit its layer, or a fact
  ///   is revised that isn't there
  void write(Batch batch);

  /// What is written together.
  record Batch(
      List<Message> messages,
      List<Revision> revisions,
      List<Session> sessions,
      List<Extraction> extractions) {
    public Batch {
      messages = List.copyOf(messages);
      revisions = List.copyOf(revisions);
      sessions = List.copyOf(sessions);
      extractions = List.copyOf(extractions);
    }

    public static Batch of(Revision... revisions) {
      return new Batch(List.of(), List.of(revisions), List.of(), List.of());
    }

    /// Facts that are said for the first time.
    public static Batch of(Fact... facts) {
      return new Batch(
          List.of(), List.of(facts).stream().map(Revision::added).toList(), List.of(), List.of());
    }

    public static Batch of(Session... sessions) {
      return new Batch(List.of(), List.of(), List.of(sessions), List.of());
    }

    public static Batch of(Message... messages) {
      return new Batch(List.of(messages), List.of(), List.of(), List.of());
    }
  }

  /// A fact as it is now.
  Optional<Fact> fact(String tenant, String id);

  /// Those of these facts that are there, by their ids.
  Map<String, Fact> facts(String tenant, Collection<String> ids);

  /// What happened to a fact, oldest first; the last revision is the fact as it is now.
  List<Revision> history(String tenant, String fact);

  /// The selected facts, newest first, recorded before the fact `before` (empty: from the newest).
  /// Of facts recorded at once the one written later counts as newer. `before` may have ended
  /// meanwhile.
  ///
  /// @throws dev.steward.core.Failure USER if `before` is not (or no longer) there, or not among
  ///   those that the selection reaches
  List<Fact> facts(Selection selection, String before, int limit);

  /// How many facts are selected.
  long count(Selection selection);

  /// The selected facts as they were believed at `believed` to hold at `held`, whatever became of
  /// them; newest first, recorded before the fact `before` (empty: from the newest). The
  /// selection's standings and time mean nothing here.
  List<Fact> asOf(Selection selection, Instant held, Instant believed, String before, int limit);

  /// Active facts of the same owner and layer as `scope` and `layer` say, about `subject`, newest
  /// first; none about an empty one.
  List<Fact> about(Scope scope, Layer layer, String subject, int limit);

  /// Facts of exactly this owner and layer whose text is the same but for case, spaces and
  /// punctuation at its end ([Canonical]), whatever their standing, oldest first.
  List<Fact> same(Scope owner, Layer layer, String canonical);

  /// Facts that cite one of these messages or other sources, whatever their standing, in the order
  /// in which they were first written.
  List<Fact> citing(String tenant, Collection<String> sources);

  /// Deletes these entries for good: their rows and their history; what waits to be extracted from
  /// erased messages goes on without them. Leaves a tombstone for each, and returns those. What is
  /// not there, or another tenant's, is passed over.
  List<Tombstone> erase(String tenant, Set<Entry.Key> entries, String by, Instant at);

  /// What was erased, newest first.
  List<Tombstone> tombstones(String tenant, int limit);
}
