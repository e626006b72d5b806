package dev.steward.core.routing.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeadTest {
  @Test
  void findsTheTemperatureAtWhichProbabilitiesComeTrue() {
    var random = new Random(7);
    var scores = new double[4_000][3];
    var classes = new int[scores.length];
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < 3; j++) {
        scores[i][j] = 4 * random.nextGaussian();
      }
      var cooled = Arrays.stream(scores[i]).map(score -> score / 2).toArray();
      classes[i] = drawn(Head.probabilities(cooled), random.nextDouble());
    }

    assertThat(Head.temperature(scores, classes)).isCloseTo(2, within(0.1));
  }

  private static int drawn(double[] probabilities, double chance) {
    int at = 0;
    for (double sum = probabilities[0]; sum < chance && at < 2; sum += probabilities[at]) {
      at++;
    }
    return at;
  }

  @Test
  void probabilitiesOfHugeScoresAddUpToOne() {
    var probabilities = Head.probabilities(new double[] {5_000, 4_999, -9_000});

    assertThat(Arrays.stream(probabilities).sum()).isCloseTo(1, within(1e-12));
    assertThat(probabilities[0]).isCloseTo(0.731, within(0.001));
  }
}
