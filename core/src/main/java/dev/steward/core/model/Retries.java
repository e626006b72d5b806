package dev.steward.core.model;

import dev.steward.core.Failure;
import dev.steward.core.run.Pause;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// What one call may spend on trying again, whatever models it tries: so many times, and so long.
/// Nobody else tries again: neither the clients of the models nor the engine.
final class Retries {
  private static final int MOST = 4;
  private static final Duration MOST_WAITING = Duration.ofSeconds(30);
  private static final Duration BACKOFF = Duration.ofMillis(500);

  /// Who asks to be left alone for longer is passed over for the next model: a session waits for
  /// its turn meanwhile.
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private final Pause pause;
  private final RandomGenerator random;
  private int used;
  private Duration waited = Duration.ZERO;

  Retries(Pause pause, RandomGenerator random) {
    this.pause = pause;
    this.random = random;
  }

  /// Waits before a call that failed is tried again; false if it is not to be.
  ///
  /// @param attempt how often it was tried
  boolean again(Failure failure, int attempt) {
    if (!failure.isRetryable() || failure.code().equals(Failure.LEFT_ALONE) || used >= MOST) {
      return false;
    }
    var wait = wait(failure.retryAfter(), attempt);
    if (failure.retryAfter().compareTo(LONGEST_WAIT) > 0
        || waited.plus(wait).compareTo(MOST_WAITING) > 0) {
      return false;
    }
    used++;
    waited = waited.plus(wait);
    try {
      pause.of(wait);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.internal("Waiting to call a model again was interrupted", e);
    }
  }

  /// At least what the other side asked for. Somewhere in the second half of what is due, so that
  /// those who failed together don't come back together.
  private Duration wait(Duration wanted, int attempt) {
    var due = BACKOFF.multipliedBy(1L << Math.min(attempt - 1, 6));
    var jittered = Duration.ofNanos((long) (due.toNanos() * (0.5 + random.nextDouble() / 2)));
    return wanted.isPositive() ? wanted.plus(jittered.dividedBy(2)) : jittered;
  }
}
