package dev.steward.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreakerTest {
  private static final Duration UNKNOWN = Duration.ZERO;

  private final ManualClock clock = ManualClock.at("2026-11-23T12:00:00Z");
  private final Breaker breaker = new Breaker("haiku", clock);

  private Breaker.Permit enter() {
    return breaker.enter().orElseThrow();
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      breaker.failed(enter(), UNKNOWN);
    }
  }

  private void assertOpenFor(int seconds) {
    assertThat(breaker.rest()).isEqualTo(Duration.ofSeconds(seconds));
    clock.advance(Duration.ofSeconds(seconds).minusNanos(1));
    assertThat(breaker.enter()).isEmpty();
    clock.advance(Duration.ofNanos(1));
    assertThat(breaker.rest()).isZero();
  }

  @Test
  void fewFailuresSayNothing() {
    fail(4);

    assertThat(breaker.enter()).isPresent();
    assertThat(breaker.rest()).isZero();
  }

  @Test
  void whoFailsMoreOftenThanNotIsLeftAlone() {
    breaker.answered(enter());
    breaker.answered(enter());
    fail(1);
    breaker.answered(enter());
    fail(1);
    assertThat(breaker.enter()).isPresent();

    fail(1);

    assertOpenFor(15);
  }

  @Test
  void whatIsOlderThanAMinuteDoesNotCount() {
    fail(4);
    clock.advance(Duration.ofSeconds(61));

    fail(4);
    assertThat(breaker.rest()).isZero();
    fail(1);
    assertThat(breaker.rest()).isPositive();
  }

  @Test
  void afterItsRestOneCallIsLetThroughAndAnAnswerClosesIt() {
    fail(5);
    assertOpenFor(15);

    var probe = enter();
    assertThat(breaker.enter()).isEmpty();
    breaker.answered(probe);

    fail(4);
    assertThat(breaker.enter()).isPresent();
  }

  @Test
  void eachFailureAfterARestDoublesTheNextUpToFiveMinutes() {
    fail(5);
    for (int seconds : new int[] {15, 30, 60, 120, 240, 300, 300}) {
      assertOpenFor(seconds);
      fail(1);
    }
    clock.advance(Duration.ofMinutes(5));
    breaker.answered(enter());

    fail(5);
    assertOpenFor(15);
  }

  @Test
  void aProbeThatComesToNothingMakesRoomForAnother() {
    fail(5);
    clock.advance(Duration.ofSeconds(15));
    breaker.gaveUp(enter());

    breaker.answered(enter());

    assertThat(breaker.enter()).isPresent();
  }

  @Test
  void whatBeganBeforeSaysNothingOfWhatIsAfter() {
    var early = enter();
    var late = enter();
    fail(5);
    breaker.answered(early);
    assertThat(breaker.enter()).isEmpty();

    clock.advance(Duration.ofSeconds(15));
    var probe = enter();
    breaker.failed(late, UNKNOWN);
    breaker.gaveUp(late);
    assertThat(breaker.enter()).isEmpty();
    breaker.answered(probe);

    assertThat(breaker.enter()).isPresent();
  }

  @Test
  void whoAsksToBeLeftAloneIsAtOnceAndForAsLong() {
    breaker.failed(enter(), Duration.ofMinutes(10));

    assertOpenFor(600);
  }
}
