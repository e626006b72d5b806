package dev.steward.core.memory;

import dev.steward.core.Failure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What came of the latest attempts at something. What failed is left alone for a while: longer
/// after each failure, and no shorter than the other side asked for.
final class Attempts {
  private final Duration first;
  private final Duration longest;
  private int failures;
  private long until;
  private @Nullable RuntimeException failure;

  /// @param first how long it is left alone after the first failure; each further one doubles it
  Attempts(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
  }

  /// True if it is the first failure after a success.
  synchronized boolean failed(RuntimeException cause) {
    var doubled = first.multipliedBy(1L << Math.min(failures, 16));
    var usual = doubled.compareTo(longest) < 0 ? doubled : longest;
    var wanted = cause instanceof Failure known ? known.retryAfter() : Duration.ZERO;
    until = System.nanoTime() + (wanted.compareTo(usual) > 0 ? wanted : usual).toNanos();
    failure = cause;
    return failures++ == 0;
  }

  /// True if it is the first success after a failure.
  synchronized boolean succeeded() {
    var hadFailed = failures > 0;
    failures = 0;
    failure = null;
    return hadFailed;
  }

  /// Nanoseconds until the next attempt; 0 if it may be made now.
  synchronized long rest() {
    return failures == 0 ? 0 : Math.max(0, until - System.nanoTime());
  }

  synchronized @Nullable RuntimeException failure() {
    return failure;
  }

  /// What the latest attempt failed of; empty if it didn't.
  synchronized String trouble() {
    return switch (failure) {
      case null -> "";
      case Failure known -> known.text();
      case RuntimeException other -> other.toString();
    };
  }
}
