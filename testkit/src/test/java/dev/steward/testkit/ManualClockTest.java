package dev.steward.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ManualClockTest {
  private final ManualClock clock = ManualClock.at("2026-11-23T09:00:00Z");

  @Test
  void standsStillUntilItIsMoved() {
    assertThat(clock.instant()).isEqualTo("2026-11-23T09:00:00Z");

    clock.advance(Duration.ofHours(1));
    assertThat(clock.instant()).isEqualTo("2026-11-23T10:00:00Z");

    clock.set(Instant.EPOCH);
    assertThat(clock.instant()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void movesTogetherWithItselfInAnotherZone() {
    var inTokyo = clock.withZone(ZoneId.of("Asia/Tokyo"));

    clock.advance(Duration.ofDays(1));

    assertThat(inTokyo.instant()).isEqualTo("2026-11-24T09:00:00Z");
    assertThat(inTokyo.getZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
  }
}
