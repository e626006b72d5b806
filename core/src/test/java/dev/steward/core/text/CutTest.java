package dev.steward.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CutTest {
  @ParameterizedTest
  @CsvSource({
    "one two, 7, one two",
    "one two, 6, one tw",
    "one two, 4, 'one '",
    "👍👍, 4, 👍👍",
    "👍👍, 3, 👍",
  })
  void theBeginningEndsBetweenCharacters(String text, int longest, String expected) {
    assertThat(Cut.to(text, longest)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "one two three, 13, one two three",
    "one two three, 12, two three",
    "one two three, 9, two three",
    "one two three, 8, three",
    "one two three, 5, three",
    "one two three, 3, ree",
    "'one two ', 3, 'wo '",
    "一二三四, 3, 二三四",
    "一二三四五 六, 6, 二三四五 六",
    "👍👍, 3, 👍",
    "👍👍, 2, 👍",
  })
  void theEndBeginsWithAWordOrElseBetweenCharacters(String text, int longest, String expected) {
    assertThat(Cut.toLast(text, longest)).isEqualTo(expected);
  }

  @Test
  void anEmptyTextStaysEmpty() {
    assertThat(Cut.to("", 1)).isEmpty();
    assertThat(Cut.toLast("", 1)).isEmpty();
  }
}
