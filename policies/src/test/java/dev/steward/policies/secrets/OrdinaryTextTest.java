package dev.steward.policies.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.policy.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What business writes every day, numbers and ids of all sorts in it, is left as it is.
class OrdinaryTextTest {
  private final Secrets secrets = new Secrets(List.of(new RuleSecretFinder()));

  static Stream<String> sentences() throws IOException {
    try (var file =
        Objects.requireNonNull(OrdinaryTextTest.class.getResourceAsStream("ordinary.txt"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList().stream();
    }
  }

  @Test
  void thereAreSeveralHundred() throws IOException {
    assertThat(sentences().distinct().count()).isGreaterThan(400);
  }

  @ParameterizedTest
  @MethodSource("sentences")
  void aSentenceIsLeftAsItIs(String sentence) {
    assertThat(secrets.mask(sentence)).isEqualTo(new Secrets.Masked(sentence, List.of()));
  }

  @Test
  void allOfThemTogetherAreLeftAsTheyAre() throws IOException {
    var text = String.join("\n", sentences().toList());

    assertThat(secrets.mask(text)).isEqualTo(new Secrets.Masked(text, List.of()));
  }
}
