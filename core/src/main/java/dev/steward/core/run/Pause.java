package dev.steward.core.run;

import java.time.Duration;

/// Waits a while on the calling thread; for the time between two attempts.
@FunctionalInterface
public interface Pause {
  /// Really waits.
  Pause SLEEPING = Thread::sleep;

  void of(Duration duration) throws InterruptedException;
}
