package dev.steward.policies.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomnessTest {
  private static boolean looksRandom(String text) {
    return Randomness.looksRandom("<" + text + ">", 1, text.length() + 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "4711",
        "2026-11-28",
        "project-alpha-2026-final",
        "internationalcommunication",
        "Rechnungsnummer-2026-0047",
        "anticonstitutionnellement",
        "annaschmidt1990",
        "jonas_weber_1987",
        "Documents/Angebote/2026/final.docx",
        "1204567890123456"
      })
  void whatSomebodyWroteDoesNot(String text) {
    assertThat(looksRandom(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"qxzjkvbwpfgh", "x7k2m9q4", "aB3dE5gH7jK9", "8f14e45fceea167a"})
  void whatWasDrawnDoes(String text) {
    assertThat(looksRandom(text)).isTrue();
  }

  @Test
  void nearlyAllThatIsDrawnLooksRandom() {
    var random = new Random(1);
    var letters = "abcdefghijklmnopqrstuvwxyz0123456789";
    int missed = 0;
    for (int i = 0; i < 10_000; i++) {
      var text = new StringBuilder();
      for (int j = 0; j < 16; j++) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      missed += looksRandom(text.toString()) ? 0 : 1;
    }
    assertThat(missed).isLessThan(50);
  }

  @Test
  void entropyIsInBitsPerCharacter() {
    assertThat(Randomness.entropy("xaaaax", 1, 5)).isZero();
    assertThat(Randomness.entropy("abab", 0, 4)).isEqualTo(1, within(1e-9));
    assertThat(Randomness.entropy("abcdefgh", 0, 8)).isEqualTo(3, within(1e-9));
    assertThat(Randomness.entropy("aé", 0, 2)).isEqualTo(1, within(1e-9));
  }
}
