package dev.steward.core.memory;

import dev.steward.core.Scope;
import dev.steward.core.model.Vector;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The truth of memory: rows of messages, facts and sessions. Every write is durable when the call
/// returns. Another tenant's row is absent, whatever is asked.
public interface FactStore {
  /// Writes all of it or nothing. A message or fact whose id the tenant already has stays as it is,
  /// so a repeated write changes nothing. Each session replaces the one of its user with its id.
  ///
  /// @throws dev.steward.core.Failure INTERNAL if a fact's scope doesn't fit its layer: the
  ///   organisation's facts have neither user nor session, a user's have no session, a session's
  ///   have both
  void write(Batch batch);

  /// What is written together.
  ///
  /// @param sessions sessions touched
  record Batch(List<Message> messages, List<Fact> facts, List<Session> sessions) {
    public Batch {
      messages = List.copyOf(messages);
      facts = List.copyOf(facts);
      sessions = List.copyOf(sessions);
    }
  }

  Optional<Fact> fact(String tenant, String id);

  Optional<Message> message(String tenant, String id);

  /// The newest messages of a session, newest first.
  List<Message> messages(Scope session, int limit);

  /// Facts of one layer that `scope` may see, newest first, recorded before the fact `before`
  /// (empty: from the newest). Of the session layer, those of `scope`'s session. Of facts recorded
  /// at once the one written later counts as newer.
  ///
  /// @throws dev.steward.core.Failure USER if `before` is not (or no longer) among them
  List<Fact> facts(Scope scope, Layer layer, String before, int limit);

  /// Facts that `scope` may see about `subject`, newest first; none about an empty one.
  List<Fact> about(Scope scope, String subject, int limit);

  /// Deletes these facts for good; says which were there.
  Set<String> forget(String tenant, Set<String> facts);

  /// Keeps vectors of facts, one for each: a later one replaces it. A fact that is gone meanwhile
  /// is passed over.
  void embed(List<Embedded> vectors);

  /// A fact's vector, and the [dev.steward.core.model.Embedder#id] that it is of.
  record Embedded(String tenant, String fact, String embedder, Vector vector) {}

  /// Facts of every tenant that have no vector of this embedder, oldest first.
  List<Fact> unembedded(String embedder, int limit);

  /// What changed after `seq`, in order: each fact's latest state once.
  List<Change> changes(long seq, int limit);

  /// The number of the last change; 0 if there is none.
  long lastChange();

  Optional<Session> session(String tenant, String user, String id);

  /// The user's session touched last.
  Optional<Session> latestSession(String tenant, String user);

  /// Deletes facts of sessions last touched before `before`, and the sessions, but not their
  /// messages; says how many facts.
  int expireSessions(Instant before);

  /// A change of one fact, numbered from 1 by the store.
  sealed interface Change {
    long seq();

    /// Added, or its vector was.
    ///
    /// @param embedder whose vector it is; empty if it has none yet
    record Put(long seq, Fact fact, String embedder, Vector vector) implements Change {}

    record Gone(long seq, String tenant, String fact) implements Change {}
  }
}
