package dev.steward.core.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MoneyTest {
  @Test
  void equalAmountsAreEqualHoweverTheyAreWritten() {
    assertThat(Money.of("1.50")).isEqualTo(Money.of("1.5")).hasToString("$1.50");
    assertThat(Money.of("0.000")).isEqualTo(Money.ZERO).hasToString("$0.00");
    assertThat(Money.of("0.1").plus(Money.of("0.2"))).isEqualTo(Money.of("0.3"));
    assertThat(Money.of("100")).hasToString("$100.00");
  }

  @Test
  void usageIsNeverNegative() {
    assertThatThrownBy(() -> new Usage(0, 0, 0, 0, -1, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Usage(0, 0, 0, 0, 0, 0, Map.of("web_search", -1L)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void usageAddsUpClassByClassAndToolByTool() {
    var one = new Usage(1, 2, 3, 4, 6, 5, Map.of("web_search", 1L, "web_fetch", 2L));
    var other = new Usage(10, 20, 30, 40, 60, 50, Map.of("web_search", 4L));

    assertThat(one.plus(other))
        .isEqualTo(new Usage(11, 22, 33, 44, 66, 55, Map.of("web_search", 5L, "web_fetch", 2L)));
    assertThat(one.prompt()).isEqualTo(10);
    assertThat(one.total()).isEqualTo(16);
  }
}
