package dev.steward.stores;

import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// UUIDs of version 7 (RFC 9562): the time in milliseconds, then random bits, so that rows written
/// together lie together.
public final class TimeOrderedIds implements Supplier<String> {
  private final Clock clock;
  private final RandomGenerator random;

  public TimeOrderedIds(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public String get() {
    var high = (clock.millis() << 16) | 0x7000L | (random.nextLong() & 0x0FFFL);
    var low = 0x8000000000000000L | (random.nextLong() >>> 2);
    return new UUID(high, low).toString();
  }
}
