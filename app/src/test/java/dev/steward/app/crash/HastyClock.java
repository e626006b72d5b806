package dev.steward.app.crash;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// A clock that runs a hundred times as fast as others, the same in every process.
final class HastyClock extends Clock {
  private static final int HASTE = 100;

  private final long began;

  /// @param began when it agreed with other clocks, in milliseconds since 1970
  HastyClock(long began) {
    this.began = began;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(began + (System.currentTimeMillis() - began) * HASTE);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
