package dev.steward.core.model;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Keeps to so many of something in a minute: up to that many at once, and then as they grow back.
/// Whoever comes is given a time, the next one a later one, so that nobody is overtaken.
final class Pace {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Clock clock;
  private final double limit;
  private double left;
  private Instant at;

  /// @param limit in a minute; 0: none
  Pace(int limit, Clock clock) {
    this.clock = clock;
    this.limit = limit;
    this.left = limit;
    this.at = clock.instant();
  }

  /// How long whoever takes so many has to wait; nothing is taken if it is longer than `longest`,
  /// and then there is no answer.
  synchronized Optional<Duration> take(long count, Duration longest) {
    if (limit == 0) {
      return Optional.of(Duration.ZERO);
    }
    grow();
    // More than there ever is would wait for ever.
    var taken = Math.min((double) count, limit);
    var wait = waitFor(left - taken);
    if (wait.compareTo(longest) > 0) {
      return Optional.empty();
    }
    left -= taken;
    return Optional.of(wait);
  }

  /// How long it would take until so many could be taken.
  synchronized Duration due(long count) {
    grow();
    return limit == 0 ? Duration.ZERO : waitFor(left - Math.min((double) count, limit));
  }

  /// Takes so many more, or gives them back.
  synchronized void correct(long more) {
    left = Math.min(limit, left - (double) more);
  }

  private Duration waitFor(double missing) {
    return missing >= 0
        ? Duration.ZERO
        : Duration.ofNanos((long) Math.ceil(-missing / limit * MINUTE.toNanos()));
  }

  private void grow() {
    var now = clock.instant();
    if (now.isAfter(at)) {
      var passed = Duration.between(at, now).toNanos();
      left = Math.min(limit, left + limit * passed / MINUTE.toNanos());
    }
    at = now;
  }
}
