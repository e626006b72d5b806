package dev.steward.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WordsTest {
  private static Words words(String text) {
    return Words.of(text, new Spelling(Set.of("cancel", "meeting"), Set.of(), Set.of()));
  }

  private static String quoted(String text) {
    var words = words(text);
    return String.join(
        " ",
        IntStream.range(0, words.size())
            .filter(i -> words.get(i).quoted() && words.get(i).isLetters())
            .mapToObj(words::lower)
            .toList());
  }

  @Test
  void quotationsAreSeenAndApostrophesAreNot() {
    assertThat(quoted("John said 'cancel the meeting' and don't")).isEqualTo("cancel the meeting");
    assertThat(quoted("She wrote “move it” at 5 o'clock")).isEqualTo("move it");
    assertThat(quoted("Acme's and John's meeting isn't on")).isEmpty();
    assertThat(quoted("say 'don't cancel' now")).isEqualTo("don't cancel");
  }

  @Test
  void whatShowsNothingIsLeftOut() {
    assertThat(Words.clean("can\u200bcel\u0000 \u202eit\u202c\u0007")).isEqualTo("cancel it");
    assertThat(Words.clean("  a \t b \u00a0 c \n d ")).isEqualTo("a b c\nd");
  }

  @Test
  void addressesNumbersAndMarksStandAlone() {
    var words = words("mail bob.b@acme.com at 10:30, ok?");
    assertThat(IntStream.range(0, words.size()).mapToObj(i -> words.get(i).text()))
        .containsExactly("mail", "bob.b@acme.com", "at", "10", ":", "30", ",", "ok", "?");
    assertThat(words.isApart(3)).isTrue();
    assertThat(words.isApart(4)).isFalse();
  }

  @Test
  void aPositionOutsideIsNoWord() {
    var words = words("cancel it");
    assertThat(words.is(-1, "cancel")).isFalse();
    assertThat(words.is(7, "cancel")).isFalse();
    assertThat(words.lower(7)).isEmpty();
    assertThat(words.between(3, 9)).isEmpty();
    assertThat(words.slice(1, 9).size()).isEqualTo(1);
  }
}
