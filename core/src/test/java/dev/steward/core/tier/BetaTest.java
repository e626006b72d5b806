package dev.steward.core.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BetaTest {
  @ParameterizedTest
  @CsvSource({
    // Whatever passed never failed: the n-th root.
    "1,  1, 0.1, 0.1",
    "1,  1, 0.5, 0.5",
    "45, 1, 0.1, 0.950119",
    "1, 45, 0.9, 0.049881",
    // 3x² - 2x³ = 0.1 and 0.5
    "2,  2, 0.1, 0.195800",
    "2,  2, 0.5, 0.5",
    // 6x⁵ - 5x⁶ = 0.5
    "5,  2, 0.5, 0.735550",
  })
  void sharesAreThoseOfTheDistribution(int passes, int fails, double probability, double share) {
    assertThat(new Beta(passes, fails).quantile(probability)).isCloseTo(share, within(0.000001));
  }

  @Test
  void theMoreIsKnownTheSurerItIs() {
    double before = 0;
    for (int times = 1; times <= 200; times *= 2) {
      var surely = new Beta(9 * times + 1, times + 1).quantile(0.1);
      assertThat(surely).isGreaterThan(before).isLessThan(0.9);
      before = surely;
    }
    assertThat(before).isGreaterThan(0.87);
  }

  @Test
  void manyOutcomesAreNoTrouble() {
    assertThat(new Beta(10_001, 101).quantile(0.1)).isBetween(0.988, 0.990);
  }
}
