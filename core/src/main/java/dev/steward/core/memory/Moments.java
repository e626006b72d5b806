package dev.steward.core.memory;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Tells the time so that no two revisions of a fact happen at once, though the clock stands still.
final class Moments {
  private static final long APART_NANOS = 1_000;

  private final Clock clock;
  private final Map<List<String>, Integer> taken = new HashMap<>();
  private Instant latest = Instant.MIN;

  Moments(Clock clock) {
    this.clock = clock;
  }

  Instant now() {
    return clock.instant();
  }

  /// The time of the next revision of this fact.
  synchronized Instant next(String tenant, String fact) {
    var now = clock.instant();
    if (!now.equals(latest)) {
      taken.clear();
      latest = now;
    }
    var before = taken.merge(List.of(tenant, fact), 1, Integer::sum) - 1;
    return now.plusNanos(before * APART_NANOS);
  }
}
