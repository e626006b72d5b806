package dev.steward.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NeedlesTest {
  @Test
  void aTextIsFoundAtTheBeginningInTheMiddleAndAtTheEnd() {
    var needles = new Needles(List.of("the budget limit is $700"));

    assertThat(needles.areIn("the budget limit is $700")).isTrue();
    assertThat(needles.areIn("x the budget limit is $700")).isTrue();
    assertThat(needles.areIn("the budget limit is $700 x")).isTrue();
    assertThat(needles.areIn("now the budget limit is $700, they say")).isTrue();
    assertThat(needles.areIn("the budget limit is $70")).isFalse();
    assertThat(needles.areIn("")).isFalse();
  }

  @Test
  void controlCharactersAreQuotedAsJsonDoes() {
    var needles = new Needles(List.of("a\u0001b\u001fc\td"));

    assertThat(needles.areIn("{\"x\":\"a\\u0001b\\u001Fc\\td\"}")).isTrue();
  }

  @Test
  void manyTextsAreFoundAsOneByOne() {
    var random = new Random(5);
    var texts =
        IntStream.range(0, 200).mapToObj(i -> text(random, 1 + random.nextInt(40))).toList();
    var needles = new Needles(texts);
    int found = 0;
    for (int i = 0; i < 500; i++) {
      var record =
          text(random, random.nextInt(60))
              + (i % 3 == 0 ? texts.get(random.nextInt(texts.size())) : "")
              + text(random, random.nextInt(60));
      var expected = texts.stream().anyMatch(record::contains);
      found += expected ? 1 : 0;

      assertThat(needles.areIn(record)).as(record).isEqualTo(expected);
    }
    assertThat(found).isBetween(160, 499);
  }

  /// Of few letters, so that much is nearly the same; short ones would be everywhere.
  private static String text(Random random, int length) {
    var text = new StringBuilder();
    while (text.length() < length + 6) {
      text.append((char) ('a' + random.nextInt(3)));
    }
    return text.toString();
  }
}
