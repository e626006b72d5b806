package dev.steward.app.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.text.Spelling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypoTest {
  @ParameterizedTest
  @ValueSource(strings = {"Cancel the meeting", "a b", "Übersetze das", "é", "x1 2 long-word"})
  void isOneLetterAwayAndAlwaysTheSame(String text) {
    for (int i = 0; i < 20; i++) {
      var slip = Typo.in(text, i);
      assertThat(Spelling.oneLetterApart(text, slip)).as(slip).isTrue();
      assertThat(Typo.in(text, i)).isEqualTo(slip);
    }
  }

  @Test
  void leavesATextWithoutLettersAlone() {
    assertThat(Typo.in("12:30 🙂", 1)).isEqualTo("12:30 🙂");
  }
}
