package dev.steward.core.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LocalAgentSentencesTest {
  private static final Pattern LONG_WORD = Pattern.compile("[A-Za-z]{4,}");

  /// A sentence and what it comes to; they stand in `sentences.txt` and `more-sentences.txt`.
  record Case(String said, String outcome) {}

  static Stream<Case> sentences() {
    return Stream.concat(cases("sentences.txt"), cases("more-sentences.txt"));
  }

  private static Stream<Case> cases(String file) {
    try (var in = LocalAgentSentencesTest.class.getResourceAsStream(file)) {
      assertThat(in).as(file).isNotNull();
      var text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split("\\n", -1))
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> {
            int at = line.lastIndexOf(" => ");
            return new Case(line.substring(0, at), line.substring(at + 4).strip());
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("sentences")
  void saidThisComesToThat(Case sentence) {
    assertThat(House.outcome(sentence.said())).isEqualTo(sentence.outcome());
  }

  @Test
  void thereAreEnoughSentences() {
    assertThat(sentences()).hasSizeGreaterThan(300);
  }

  @Test
  void oneWrongLetterRarelyChangesWhatComesOfItAndNeverDoesTheWrongThing() {
    var random = new Random(20261124);
    var changed = new ArrayList<String>();
    var wrong = new ArrayList<String>();
    int all = 0;
    for (var sentence : cases("sentences.txt").toList()) {
      var expected = telling(sentence.outcome());
      for (var misspelt : misspellings(sentence.said(), random)) {
        all++;
        var outcome = telling(House.outcome(misspelt));
        if (!outcome.equals(expected)) {
          var line = "%s: %s instead of %s".formatted(misspelt, outcome, expected);
          changed.add(line);
          if (isAction(outcome)) {
            wrong.add(line);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(1 - (double) changed.size() / all)
        .as(
            "%d of %d changed, such as %s",
            changed.size(), all, changed.stream().limit(20).toList())
        .isGreaterThanOrEqualTo(0.95);
  }

  /// Each word of four letters or more with a letter too many, missing, wrong, and swapped.
  private static List<String> misspellings(String said, Random random) {
    var misspelt = new ArrayList<String>();
    var words = LONG_WORD.matcher(said);
    while (words.find()) {
      var word = words.group();
      int at = random.nextInt(word.length());
      var letter = String.valueOf((char) ('a' + random.nextInt(26)));
      int pair = Math.min(at, word.length() - 2);
      var variations =
          List.of(
              word.substring(0, at) + letter + word.substring(at),
              word.substring(0, at) + word.substring(at + 1),
              word.substring(0, at) + letter + word.substring(at + 1),
              word.substring(0, pair)
                  + word.charAt(pair + 1)
                  + word.charAt(pair)
                  + word.substring(pair + 2));
      for (var variation : variations) {
        if (!variation.equals(word)) {
          misspelt.add(said.substring(0, words.start()) + variation + said.substring(words.end()));
        }
      }
    }
    return misspelt;
  }

  private static boolean isAction(String outcome) {
    return Stream.of("create", "move", "cancel", "forget", "remember")
        .anyMatch(outcome::startsWith);
  }

  /// An outcome without the words of titles and facts, which a wrong letter may be in.
  private static String telling(String outcome) {
    if (outcome.startsWith("create ")) {
      var parts = Arrays.asList(outcome.split(" \\| ", -1));
      return "create "
          + String.join(" | ", parts.subList(1, parts.size())).toLowerCase(Locale.ROOT);
    }
    return outcome.startsWith("remember ") ? outcome.substring(0, outcome.indexOf(" | ")) : outcome;
  }
}
