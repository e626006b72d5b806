package dev.steward.core.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriceTest {
  private static final Price FLASH = price("deepseek-flash", "0.30", "0.006", "0", "0", "1.20");
  private static final Price SONNET = price("claude-sonnet-5-5", "2", "0.10", "2.50", "4", "10");

  private static Price price(
      String model, String input, String read, String write5m, String write1h, String output) {
    return new Price(
        model,
        new BigDecimal(input),
        new BigDecimal(read),
        new BigDecimal(write5m),
        new BigDecimal(write1h),
        new BigDecimal(output));
  }

  @Test
  void everyClassOfTokensHasItsOwnPrice() {
    assertThat(FLASH.of(new Usage(1_000, 9_000, 0, 0, 500, 0))).isEqualTo(Money.of("0.000954"));
    assertThat(SONNET.of(new Usage(20, 50_000, 1_000, 2_000, 700, 0)))
        .isEqualTo(Money.of("0.02254"));
  }

  @Test
  void thinkingIsAPartOfTheOutputAndNotPaidTwice() {
    assertThat(SONNET.of(new Usage(0, 0, 0, 0, 700, 600)))
        .isEqualTo(SONNET.of(new Usage(0, 0, 0, 0, 700, 0)));
  }

  @Test
  void oneTokenIsNotRoundedAway() {
    assertThat(FLASH.of(new Usage(0, 1, 0, 0, 0, 0))).isEqualTo(Money.of("0.000000006"));
  }

  @Test
  void equalAmountsAreEqualHoweverTheyAreWritten() {
    assertThat(Money.of("1.50")).isEqualTo(Money.of("1.5")).hasToString("$1.50");
    assertThat(Money.of("0.000")).isEqualTo(Money.ZERO).hasToString("$0.00");
    assertThat(Money.of("0.1").plus(Money.of("0.2"))).isEqualTo(Money.of("0.3"));
    assertThat(Money.of("100")).hasToString("$100.00");
  }

  @Test
  void aModelWithoutAPriceIsRefusedNeverFree() {
    var table = new PriceTable(List.of(FLASH));
    assertThat(table.of("deepseek-flash")).isEqualTo(FLASH);
    assertThatThrownBy(() -> table.of("mystery-9"))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USER))
        .hasMessageContaining("mystery-9")
        .hasMessageContaining("steward.yaml");
  }
}
