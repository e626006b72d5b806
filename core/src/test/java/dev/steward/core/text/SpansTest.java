package dev.steward.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpansTest {
  @ParameterizedTest
  @CsvSource({
    "24h, PT24H",
    "2d, PT48H",
    "1d12h, PT36H",
    "90m, PT1H30M",
    "0s, PT0S",
    "1D 2H, PT26H",
    "PT26H, PT26H",
    "P1D, PT24H"
  })
  void lengthsAreReadAsPeopleWriteThem(String text, Duration length) {
    assertThat(Spans.read("--within", text)).isEqualTo(length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "h", "24", "soon", "24 hours", "-1h", "1.5h", "9999999d"})
  void whatIsNoneIsRefused(String text) {
    assertThatThrownBy(() -> Spans.read("--within", text))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("--within must be a length of time such as 24h");
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    for (var length : new String[] {"24h", "1h30m", "59s", "0s", "672h"}) {
      assertThat(Spans.written(Spans.read("", length))).isEqualTo(length);
    }
  }
}
