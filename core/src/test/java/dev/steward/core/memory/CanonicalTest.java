package dev.steward.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalTest {
  private static final String DEVILISH =
      "aÀ .!;,…\t\n\u000b\r\u001c\u00a0\u0085\u2028\u3000\u200b＂…e\u0301👍?";

  @ParameterizedTest
  @CsvSource({
    "John  likes\ttea., john likes tea",
    "' JOHN likes tea !… ', john likes tea",
    "Ｊｏｈｎ　likes tea, john likes tea",
    "'Tea, please. Now', 'tea, please. now'",
    "' . ! ', ''",
    "'', ''",
  })
  void textsAreTheSameButForWhatDoesNotMatter(String text, String canonical) {
    assertThat(Canonical.of(text)).isEqualTo(canonical);
  }

  /// Stored digests are made of it: it must not change.
  @Test
  void itIsWhatItsDefinitionByPatternsSays() {
    var random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      var text =
          Stream.generate(() -> DEVILISH.charAt(random.nextInt(DEVILISH.length())))
              .limit(random.nextInt(12))
              .map(String::valueOf)
              .collect(Collectors.joining());
      assertThat(Canonical.of(text)).as("of <%s>", text).isEqualTo(byPatterns(text));
    }
  }

  private static String byPatterns(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .strip()
        .replaceAll("[\\s\\p{Z}]+", " ")
        .replaceAll("[\\s\\p{Z}.!;,…]+\\z", "");
  }
}
