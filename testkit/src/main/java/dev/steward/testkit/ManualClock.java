package dev.steward.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that stands still until it is told otherwise.
public final class ManualClock extends Clock {
  private final AtomicReference<Instant> now;
  private final ZoneId zone;

  /// A clock in UTC that shows `now`.
  public ManualClock(Instant now) {
    this(now, ZoneOffset.UTC);
  }

  public ManualClock(Instant now, ZoneId zone) {
    this(new AtomicReference<>(now), zone);
  }

  private ManualClock(AtomicReference<Instant> now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  /// A clock in UTC that shows this time, such as `2026-11-23T09:00:00Z`.
  public static ManualClock at(String instant) {
    return new ManualClock(Instant.parse(instant));
  }

  public void set(Instant instant) {
    now.set(instant);
  }

  /// Moves the hands by `duration`, which may be negative.
  public void advance(Duration duration) {
    now.updateAndGet(instant -> instant.plus(duration));
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  /// A clock in that zone which moves together with this one.
  @Override
  public Clock withZone(ZoneId zone) {
    return new ManualClock(now, zone);
  }
}
