package dev.steward.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final ManualClock clock = ManualClock.at("2026-11-23T12:00:00Z");

  @Test
  void aMinutesWorthIsThereAtOnceAndThenItGrowsBack() {
    var pace = new Pace(60, clock);
    for (int i = 0; i < 60; i++) {
      assertThat(pace.take(1, LONG)).contains(Duration.ZERO);
    }

    assertThat(pace.take(1, LONG)).contains(Duration.ofSeconds(1));
    assertThat(pace.take(1, LONG)).contains(Duration.ofSeconds(2));
    clock.advance(Duration.ofSeconds(2));
    assertThat(pace.take(1, LONG)).contains(Duration.ofSeconds(1));
    clock.advance(Duration.ofHours(1));
    assertThat(pace.take(60, LONG)).contains(Duration.ZERO);
    assertThat(pace.take(1, LONG)).contains(Duration.ofSeconds(1));
  }

  @Test
  void whoWouldWaitTooLongTakesNothing() {
    var pace = new Pace(60, clock);
    pace.take(60, LONG);

    assertThat(pace.take(11, Duration.ofSeconds(10))).isEmpty();
    assertThat(pace.due(11)).isEqualTo(Duration.ofSeconds(11));
    assertThat(pace.take(10, Duration.ofSeconds(10))).contains(Duration.ofSeconds(10));
  }

  @Test
  void whatWasMoreThanExpectedIsPaidLater() {
    var pace = new Pace(6_000, clock);
    pace.take(1_000, LONG);
    pace.correct(5_500);

    assertThat(pace.due(0)).isEqualTo(Duration.ofSeconds(5));
    pace.correct(-1_000_000);
    assertThat(pace.take(6_000, LONG)).contains(Duration.ZERO);
    assertThat(pace.due(100)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void moreThanThereEverIsWaitsForAllThereIs() {
    var pace = new Pace(60, clock);

    assertThat(pace.take(1_000, LONG)).contains(Duration.ZERO);
    assertThat(pace.take(1_000, LONG)).contains(Duration.ofMinutes(1));
  }

  @Test
  void aClockThatGoesBackGivesNothing() {
    var pace = new Pace(60, clock);
    pace.take(60, LONG);
    clock.advance(Duration.ofMinutes(-5));

    assertThat(pace.take(1, LONG)).contains(Duration.ofSeconds(1));
  }

  @Test
  void withoutALimitNobodyWaits() {
    var pace = new Pace(0, clock);

    assertThat(pace.take(1_000_000_000_000L, Duration.ZERO)).contains(Duration.ZERO);
    pace.correct(1_000_000_000_000L);
    assertThat(pace.due(1_000_000_000_000L)).isZero();
  }
}
