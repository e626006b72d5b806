package dev.steward.core.memory;

import java.time.Instant;
import java.util.Map;

/// Makes the ladders that facts climb, each over the rows as they are then.
final class Ladders {
  private static final int GISTS = 2_000;

  private final FactStore store;
  private final Neighbours neighbours;
  private final Moments moments;
  private final Runnable indexed;
  private final Gists gists = new Gists(GISTS);

  /// @param indexed returns when the indexes have what was written
  Ladders(FactStore store, Neighbours neighbours, Moments moments, Runnable indexed) {
    this.store = store;
    this.neighbours = neighbours;
    this.moments = moments;
    this.indexed = indexed;
  }

  Ladder ladder() {
    return ladder(Map.of());
  }

  /// @param saidAt when messages were said that are not in the store yet
  Ladder ladder(Map<String, Instant> saidAt) {
    return new Ladder(
        neighbours,
        moments,
        gists,
        (tenant, message) -> {
          var known = saidAt.get(message);
          return known != null
              ? known
              : store.message(tenant, message).map(Message::at).orElse(Instant.MIN);
        });
  }

  /// The time of the next revision of a fact.
  Instant next(Fact fact) {
    return moments.next(fact.scope().tenant(), fact.id());
  }

  /// To be called before the owner is let go, so that the next ladder finds what was written.
  void written() {
    indexed.run();
  }

  /// The same, after something was forgotten: nothing of it stays here either.
  void forgotten() {
    gists.clear();
    indexed.run();
  }
}
