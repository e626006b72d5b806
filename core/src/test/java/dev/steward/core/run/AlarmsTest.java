package dev.steward.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AlarmsTest {
  private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");
  private static final RunKey A = new RunKey("acme", "a");
  private static final RunKey B = new RunKey("acme", "b");
  private static final RunKey OTHER_A = new RunKey("zeta", "a");

  private final Alarms alarms = new Alarms();

  @Test
  void thoseAreDueWhoseTimeHasComeTheEarliestFirst() {
    alarms.set(A, NINE.plusSeconds(2));
    alarms.set(B, NINE.plusSeconds(1));
    alarms.set(OTHER_A, NINE.plusSeconds(3));

    assertThat(alarms.takeDue(NINE)).isEmpty();
    assertThat(alarms.takeDue(NINE.plusSeconds(2))).containsExactly(B, A);
    assertThat(alarms.takeDue(NINE.plusSeconds(9))).containsExactly(OTHER_A);
    assertThat(alarms.takeDue(NINE.plusSeconds(9))).isEmpty();
  }

  @Test
  void aLaterTimeReplacesTheOneBefore() {
    alarms.set(A, NINE);
    alarms.set(A, NINE.plusSeconds(5));

    assertThat(alarms.takeDue(NINE)).isEmpty();
    assertThat(alarms.takeDue(NINE.plusSeconds(5))).containsExactly(A);
  }

  @Test
  void whatIsClearedOrNeverDueIsForgotten() {
    alarms.set(A, NINE);
    alarms.set(B, NINE);
    alarms.clear(A);
    alarms.set(B, Instant.MAX);
    alarms.clear(OTHER_A);

    assertThat(alarms.takeDue(NINE.plusSeconds(1))).isEmpty();
    assertThat(alarms.pending()).isZero();
  }

  @Test
  void runsOfOneTimeAreAllDue() {
    alarms.set(A, NINE);
    alarms.set(B, NINE);
    alarms.set(OTHER_A, NINE);

    assertThat(alarms.takeDue(NINE)).containsExactly(A, B, OTHER_A);
    assertThat(alarms.pending()).isZero();
  }
}
