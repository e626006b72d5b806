package dev.steward.core.routing.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SoftmaxTest {
  private static final int ROWS = 37;
  private static final int WIDTH = 7;
  private static final int CLASSES = 5;

  private final Random random = new Random(1);
  private final float[][] rows = new float[ROWS][WIDTH];
  private final int[] classes = new int[ROWS];
  private final float[] shares = new float[ROWS];
  private final float[] weights = new float[WIDTH * CLASSES];

  SoftmaxTest() {
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < WIDTH; j++) {
        rows[i][j] = random.nextFloat() - 0.5f;
      }
      classes[i] = random.nextInt(CLASSES);
      shares[i] = random.nextFloat() + 0.5f;
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextFloat() - 0.5f;
    }
  }

  private Softmax loss() {
    return new Softmax(rows, classes, shares, CLASSES, 0.01);
  }

  @Test
  void itsGradientIsWhatTheLossChangesBy() {
    var gradient = new float[weights.length];
    loss().at(weights, gradient);

    for (int i = 0; i < weights.length; i++) {
      var more = weights.clone();
      more[i] += 0.01f;
      var less = weights.clone();
      less[i] -= 0.01f;
      var slope =
          (loss().at(more, new float[weights.length]) - loss().at(less, new float[weights.length]))
              / ((double) more[i] - less[i]);
      assertThat((double) gradient[i]).isCloseTo(slope, within(2e-4));
    }
  }

  @Test
  void withoutWeightsEveryClassIsEquallyLikely() {
    var value = loss().at(new float[weights.length], new float[weights.length]);

    assertThat(value).isCloseTo(Math.log(CLASSES), within(1e-6));
  }

  @Test
  void theSameRowsGiveTheSameBits() {
    var once = new float[weights.length];
    var again = new float[weights.length];

    assertThat(loss().at(weights, once)).isEqualTo(loss().at(weights, again));
    assertThat(once).isEqualTo(again);
  }
}
