package dev.steward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.steward.core.policy.SecretFinder;
import dev.steward.core.policy.SecretFinder.Span;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every [SecretFinder] promises.
public interface SecretFinderContract {
  /// Far more than a text of a megabyte takes, far less than a search that begins anew at each
  /// character.
  Duration GENEROUS = Duration.ofSeconds(30);

  /// The finder under test.
  SecretFinder finder();

  /// Secrets that it finds, each alone between words of a sentence.
  List<String> secrets();

  private static String sentence(String secret) {
    return "Take \uD83D\uDD11 " + secret + " \uD83D\uDD12 for the tests";
  }

  @Test
  default void aSecretIsFoundWhereItStands() {
    for (var secret : secrets()) {
      var spans = finder().find(sentence(secret));

      assertThat(spans)
          .as("number %s of the secrets", secrets().indexOf(secret))
          .anySatisfy(span -> {
            assertThat(span.start()).isEqualTo(sentence("").indexOf("  ") + 1);
            assertThat(span.end()).isEqualTo(span.start() + secret.length());
            assertThat(span.kind()).isNotBlank();
          });
    }
  }

  @Test
  default void everySecretOfALongTextIsFound() {
    for (var secret : secrets()) {
      var text = (sentence(secret) + "\n").repeat(1_000);

      assertThat(finder().find(text).stream().map(Span::start).distinct().count())
          .isGreaterThanOrEqualTo(1_000);
    }
  }

  @Test
  default void whatHasNoSecretHasNone() {
    for (var text : OddTexts.WITHOUT_WORDS) {
      assertThat(finder().find(text)).isEmpty();
    }
    for (var text : OddTexts.SYNTAX) {
      assertThat(finder().find(text)).isEmpty();
    }
    for (var worded : OddTexts.SCRIPTS) {
      assertThat(finder().find(worded.text())).isEmpty();
    }
  }

  @Test
  default void whatIsMaskedIsNoSecret() {
    for (var secret : secrets()) {
      for (var span : finder().find(sentence(secret))) {
        var mask = "[masked: %s]".formatted(span.kind());

        assertThat(finder().find(sentence(mask))).isEmpty();
        assertThat(finder().find("the " + span.kind() + " is " + mask)).isEmpty();
        assertThat(finder().find("\"" + span.kind() + "\" = '" + mask + "'")).isEmpty();
      }
    }
  }

  @Test
  default void halfASurrogateBreaksNothing() {
    for (var secret : secrets()) {
      var text = "\uDE00 \uD83D " + secret + " \uD83D";

      assertThat(finder().find(text))
          .anySatisfy(span -> assertThat(span.start()).isEqualTo(text.indexOf(secret)));
    }
  }

  @Test
  default void theSameIsFoundByAllWhoAskAtOnce() {
    var text = String.join("\n", secrets());
    var found = finder().find(text);

    assertThat(Together.run(16, i -> finder().find(text))).containsOnly(found);
  }

  @Test
  default void aMegabyteOfBeginningsTakesNoTimeToSpeakOf() {
    for (var secret : secrets()) {
      for (int part : new int[] {3, 5, secret.length() / 2, secret.length() - 1}) {
        var text =
            String.join("", Collections.nCopies(1_000_000 / part, secret.substring(0, part)));

        assertTimeoutPreemptively(GENEROUS, () -> finder().find(text));
      }
    }
  }
}
