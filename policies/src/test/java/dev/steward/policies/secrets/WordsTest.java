package dev.steward.policies.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WordsTest {
  private static List<String> found(List<String> words, String text) {
    var found = new ArrayList<String>();
    new Words(words)
        .find(text, (word, start, end) -> found.add(words.get(word) + "@" + start + "-" + end));
    return found;
  }

  @Test
  void wordsInWordsAreFoundTheLongestFirst() {
    assertThat(found(List.of("he", "she", "hers"), "ushers"))
        .containsExactly("she@1-4", "he@2-4", "hers@2-6");
  }

  @Test
  void capitalsAreTheSameButOtherScriptsAreNot() {
    // The Kelvin sign and the long s become k and s when they become small.
    assertThat(found(List.of("sk-"), "SK- sk- \u017FK- s\u212A- 鑰sk-"))
        .containsExactly("sk-@0-3", "sk-@4-7", "sk-@17-20");
  }

  @Test
  void nothingIsFoundInNothing() {
    assertThat(found(List.of("a"), "")).isEmpty();
    assertThat(found(List.of(), "abc")).isEmpty();
  }

  @Test
  void itFindsWhatALookAtEveryPlaceFinds() {
    var random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      var words = new TreeSet<String>();
      for (int count = random.nextInt(8); count >= 0; count--) {
        words.add(text(random, 1 + random.nextInt(4)).toLowerCase(Locale.ROOT));
      }
      var text = text(random, random.nextInt(60));

      assertThat(found(List.copyOf(words), text))
          .containsExactlyInAnyOrderElementsOf(lookedFor(List.copyOf(words), text));
    }
  }

  private static List<String> lookedFor(List<String> words, String text) {
    var found = new ArrayList<String>();
    for (var word : words) {
      for (int at = 0; at <= text.length(); at++) {
        if (text.regionMatches(true, at, word, 0, word.length())) {
          found.add(word + "@" + at + "-" + (at + word.length()));
        }
      }
    }
    return found;
  }

  private static String text(Random random, int length) {
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append("abAB-".charAt(random.nextInt(5)));
    }
    return text.toString();
  }
}
