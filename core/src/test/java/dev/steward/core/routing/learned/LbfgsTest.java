package dev.steward.core.routing.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class LbfgsTest {
  private static final float[] LOWEST = {3, -2, 0.5f, 100};
  private static final float[] STEEPNESS = {1, 50, 1_000, 0.01f};

  /// A bowl that is a hundred thousand times steeper in one direction than in another.
  private static double bowl(float[] point, float[] gradient) {
    double value = 0;
    for (int i = 0; i < point.length; i++) {
      double off = (double) point[i] - LOWEST[i];
      value += STEEPNESS[i] * off * off / 2;
      gradient[i] = (float) (STEEPNESS[i] * off);
    }
    return value;
  }

  @Test
  void findsTheLowestPointOfAnUnevenBowl() {
    var point = new float[LOWEST.length];

    new Lbfgs(200, 0).minimise(LbfgsTest::bowl, point, (step, value) -> {});

    for (int i = 0; i < point.length; i++) {
      assertThat(point[i]).isCloseTo(LOWEST[i], within(0.05f));
    }
  }

  @Test
  void everyStepLeadsDownhill() {
    var values = new ArrayList<Double>();

    new Lbfgs(200, 0).minimise(LbfgsTest::bowl, new float[4], (step, value) -> values.add(value));

    assertThat(values).hasSizeGreaterThan(3).isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @Test
  void takesNoMoreStepsThanItMay() {
    var steps = new ArrayList<Integer>();

    new Lbfgs(2, 0).minimise(LbfgsTest::bowl, new float[4], (step, value) -> steps.add(step));

    assertThat(steps).containsExactly(1, 2);
  }

  @Test
  void staysWhereNothingCanBeGained() {
    var point = LOWEST.clone();

    new Lbfgs(10, 0).minimise(LbfgsTest::bowl, point, (step, value) -> {});

    assertThat(point).isEqualTo(LOWEST);
  }
}
