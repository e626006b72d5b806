package dev.steward.models.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ThinkFilterTest {
  @ParameterizedTest
  @MethodSource
  void whatStandsBetweenTheTagsIsTakenOutHoweverTheTextIsCut(String text, String shown) {
    assertThat(IntStream.rangeClosed(1, text.length()).mapToObj(length -> inPieces(text, length)))
        .containsOnly(shown);
  }

  static Stream<Arguments> whatStandsBetweenTheTagsIsTakenOutHoweverTheTextIsCut() {
    return Stream.of(
        arguments("<think>a</think>b", "b"),
        arguments("<think>a</think>\n\n b", "b"),
        arguments("x <think>a</think> y", "x  y"),
        arguments("\n<think>a</think>\n y", "\ny"),
        arguments("<think>a</think>b<think>c</think> d", "b d"),
        arguments("<think></think>", ""),
        arguments("<think>never closed", ""),
        arguments("no tags at all ", "no tags at all "),
        arguments(" blank before", " blank before"),
        arguments("a < b and <thin air", "a < b and <thin air"),
        arguments("</think>b", "</think>b"),
        arguments("<think>a < b </thi</think>c", "c"));
  }

  @Test
  void saysWhetherThereWasAnyThinking() {
    var filter = new ThinkFilter();

    filter.shown("<think>a");
    assertThat(filter.hasThought()).isFalse();
    filter.shown("</think>");
    assertThat(filter.hasThought()).isTrue();
  }

  private static String inPieces(String text, int length) {
    var filter = new ThinkFilter();
    var shown = new StringBuilder();
    for (int from = 0; from < text.length(); from += length) {
      shown.append(filter.shown(text.substring(from, Math.min(text.length(), from + length))));
    }
    return shown.append(filter.rest()).toString();
  }
}
