package dev.steward.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CountingIdsTest {
  @Test
  void countsFromOne() {
    assertThat(Stream.generate(new CountingIds("turn")).limit(3))
        .containsExactly("turn-1", "turn-2", "turn-3");
  }
}
