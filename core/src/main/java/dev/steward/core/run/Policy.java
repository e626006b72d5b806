package dev.steward.core.run;

import java.time.Duration;

/// How often a step is tried while it fails in passing, and how long to wait before the second try;
/// each further wait is twice as long, and never shorter than the other side asked for.
public record Policy(int attempts, Duration backoff) {
  public static final Policy ONCE = new Policy(1, Duration.ZERO);

  public Policy {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be at least 1, was " + attempts);
    }
  }
}
