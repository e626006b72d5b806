package dev.steward.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEstimateTest {

  @ParameterizedTest
  @CsvSource({"'', 0", "a, 1", "abcd, 1", "abcde, 2", "München, 2", "会議, 2", "ab会議, 3", "👍🏽, 2"})
  void fourLatinCharactersAreOneAndEveryOtherIsOne(String text, int tokens) {
    assertThat(TokenEstimate.of(text)).isEqualTo(tokens);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Meetings before noon, please", "会議は午前中に", "مرحبا ok", "a👍🏽b👍🏽c", ""})
  void aBeginningIsTheLongestThatFits(String text) {
    for (int tokens = 0; tokens <= 30; tokens++) {
      var beginning = TokenEstimate.beginning(text, tokens);

      assertThat(text).startsWith(beginning);
      assertThat(TokenEstimate.of(beginning)).isLessThanOrEqualTo(tokens);
      if (!beginning.equals(text)) {
        int next = beginning.length() + Character.charCount(text.codePointAt(beginning.length()));
        assertThat(TokenEstimate.of(text.substring(0, next))).isGreaterThan(tokens);
      }
    }
  }

  @Test
  void noCharacterIsCutInTwo() {
    assertThat(TokenEstimate.beginning("👍👍", 1)).isEqualTo("👍");
  }
}
