package dev.steward.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
  private final Spelling spelling =
      new Spelling(Set.of("cancel", "move", "note", "thur", "cat"), Set.of("thur"), Set.of("love"));

  @ParameterizedTest
  @CsvSource({
    "cancel, cancel",
    "cancell, cancel",
    "cacel, cancel",
    "cansel, cancel",
    "cnacel, cancel",
    "acncel, cancel",
    "cance, cancel",
    "xcancel, cancel"
  })
  void oneLetterMayBeWrong(String written, String meant) {
    assertThat(spelling.readings(written)).contains(meant);
  }

  @Test
  void twoLettersMayNot() {
    assertThat(spelling.readings("cnacle")).containsExactly("cnacle");
  }

  @Test
  void anOrdinaryWordIsNotTakenForAKeyword() {
    assertThat(spelling.readings("love")).containsExactly("love");
    assertThat(spelling.near("love")).contains("move");
  }

  @Test
  void aShortFormIsReadOnlyAsItIs() {
    assertThat(spelling.readings("thur")).containsExactly("thur");
    assertThat(spelling.readings("hur")).containsExactly("hur");
  }

  @Test
  void aWordOfThreeLettersIsReadOnlyAsItIs() {
    assertThat(spelling.readings("cad")).containsExactly("cad");
  }

  @Test
  void aWordMayBeTwoKeywords() {
    assertThat(spelling.readings("mote")).contains("move", "note");
  }

  @Test
  void lettersApartAreCountedEitherWay() {
    assertThat(Spelling.oneLetterApart("abc", "acb")).isTrue();
    assertThat(Spelling.oneLetterApart("abc", "cba")).isFalse();
    assertThat(Spelling.twoLettersApart("wensdy", "wednesday")).isFalse();
    assertThat(Spelling.twoLettersApart("wensday", "wednesday")).isTrue();
  }
}
