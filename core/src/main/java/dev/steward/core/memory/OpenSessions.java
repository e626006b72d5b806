package dev.steward.core.memory;

import dev.steward.core.Scope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The stretches of work that go on, and the end of those that don't.
final class OpenSessions {
  /// How many end in one go, so that other writers don't wait long.
  private static final int ENDED_AT_ONCE = 50;

  private final FactStore store;
  private final Clock clock;
  private final Supplier<String> ids;
  private final Duration lifetime;
  private final Summaries summaries;

  /// Sessions by tenant and user that nothing was written in yet.
  private final Map<List<String>, Session> opened = new ConcurrentHashMap<>();

  OpenSessions(
      FactStore store, Clock clock, Supplier<String> ids, Duration lifetime, Summaries summaries) {
    this.store = store;
    this.clock = clock;
    this.ids = ids;
    this.lifetime = lifetime;
    this.summaries = summaries;
  }

  /// The user's session touched last, unless it has expired by `at`; else a new one, the same for
  /// everybody who asks before it is first written.
  Session current(String tenant, String user, Instant at) {
    return store
        .latestSession(tenant, user)
        .filter(session -> isAlive(session, at))
        .orElseGet(() ->
            opened.compute(
                List.of(tenant, user),
                (whose, known) ->
                    known != null && isAlive(known, at)
                        ? known
                        : new Session(ids.get(), tenant, user, at)));
  }

  boolean isAlive(Session session, Instant at) {
    return session.touchedAt().plus(lifetime).isAfter(at);
  }

  /// The session of `scope`, touched now; none if it names none.
  List<Session> touched(Scope scope) {
    return scope.session().isEmpty() || scope.user().isEmpty()
        ? List.of()
        : List.of(new Session(scope.session(), scope.tenant(), scope.user(), clock.instant()));
  }

  /// Takes note that these are written now.
  void written(List<Session> sessions) {
    sessions.forEach(touched ->
        opened.computeIfPresent(
            List.of(touched.tenant(), touched.user()),
            (whose, known) -> known.id().equals(touched.id()) ? null : known));
  }

  /// Deletes what was said in sessions that have expired by `at`; says how many facts went.
  int expire(Instant at) {
    int gone = 0;
    for (var ended = expired(at); !ended.isEmpty(); ended = expired(at)) {
      summaries.of(ended);
      gone += store.end(ended);
    }
    return gone;
  }

  private List<Session> expired(Instant at) {
    return store.sessionsBefore(at.minus(lifetime), ENDED_AT_ONCE);
  }
}
