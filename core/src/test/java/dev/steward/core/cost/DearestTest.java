package dev.steward.core.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.cost.PriceRow.When;
import dev.steward.core.when.DayWindow;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What a call can cost at most.
class DearestTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Map<String, PriceHours> HOURS =
      Map.of(
          "mornings",
          new PriceHours(
              ZoneId.of("Asia/Shanghai"),
              List.of(
                  new DayWindow(LocalTime.of(9, 0), LocalTime.of(12, 0)),
                  new DayWindow(LocalTime.of(14, 7), LocalTime.of(14, 8))),
              EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
              PriceHours.Holidays.NONE));

  private static PriceRow row(String id, When when, String... prices) {
    var amounts = new TreeMap<String, BigDecimal>();
    for (var price : prices) {
      var parts = price.split(" ", -1);
      amounts.put(parts[0], new BigDecimal(parts[1]));
    }
    return PriceRow.of(id, when, amounts, new PriceRow.Origin("the test", ""));
  }

  private static String dearest(
      long prompt, long output, Instant from, Duration within, PriceRow... rows) {
    var table = new PriceTable(Map.of("m", List.of(rows)), HOURS, PriceTable.Basis.COMPLETION);
    return table
        .dearest("m", Terms.STANDARD, prompt, output, from, from.plus(within))
        .total()
        .dollars()
        .toPlainString();
  }

  @Test
  void everythingReadMayBeWrittenToACache() {
    var row =
        row("m/1", When.ALWAYS, "input 2", "cache_write_5m 2.5", "cache_read 0.1", "output 10");

    assertThat(dearest(1_000_000, 1_000_000, NOON, MINUTE, row)).isEqualTo("12.5");
  }

  @Test
  void everythingWrittenMayBeThinking() {
    var row = row("m/1", When.ALWAYS, "input 0", "output 10", "reasoning 30");

    assertThat(dearest(0, 1_000_000, NOON, MINUTE, row)).isEqualTo("30");
  }

  @Test
  void aShorterPromptMayBeDearer() {
    var rows =
        new PriceRow[] {
          row("m/1", When.ALWAYS, "input 4", "output 0"),
          row("m/2", When.ALWAYS.withOver(900_000), "input 1")
        };

    assertThat(dearest(1_000_000, 0, NOON, MINUTE, rows)).isEqualTo("3.6");
  }

  @Test
  void theDearestHourWithinTheTimeLimitCounts() {
    var rows =
        new PriceRow[] {
          row("m/1", When.ALWAYS, "input 1", "output 0"),
          row("m/2", When.ALWAYS.withHours("mornings"), "input 2")
        };
    var before = Instant.parse("2026-11-23T00:59:00Z");

    assertThat(dearest(1_000_000, 0, before, MINUTE.minusNanos(1), rows)).isEqualTo("1");
    assertThat(dearest(1_000_000, 0, before, MINUTE, rows)).isEqualTo("2");
    assertThat(dearest(1_000_000, 0, before.plusSeconds(18_000), Duration.ofHours(4), rows))
        .as("a minute of it in the middle")
        .isEqualTo("2");
    assertThat(dearest(1_000_000, 0, Instant.parse("2026-11-23T06:08:00Z"), MINUTE, rows))
        .isEqualTo("1");
  }

  @Test
  void aPriceThatBeginsMeanwhileCounts() {
    var rows =
        new PriceRow[] {
          row("m/1", When.ALWAYS, "input 1", "output 0"),
          row("m/2", When.ALWAYS.withFrom(NOON).withTo(NOON.plusNanos(1)), "input 7")
        };

    assertThat(dearest(1_000_000, 0, NOON.minusSeconds(30), MINUTE, rows)).isEqualTo("7");
    assertThat(dearest(1_000_000, 0, NOON.plusNanos(1), MINUTE, rows)).isEqualTo("1");
  }

  @Test
  void whatHasNoPriceIsRefused() {
    var row = row("m/1", When.ALWAYS, "input 1");

    assertThatThrownBy(() -> dearest(0, 0, NOON, MINUTE, row))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("No price is known for output of the model m");
  }

  /// Whatever a call turns out to use, and whenever it ends within its time.
  @Test
  void noCallCostsMore() {
    var rows =
        new PriceRow[] {
          row("m/1", When.ALWAYS, "input 3", "cache_write_5m 3.75", "cache_read 0.3", "output 15"),
          row("m/2", When.ALWAYS.withOver(5_000), "input 6", "output 22.5"),
          row("m/3", When.ALWAYS.withOver(8_000), "input 0.5", "cache_write_5m 0.6"),
          row("m/4", When.ALWAYS.withHours("mornings"), "output 30", "reasoning 40"),
        };
    var table = new PriceTable(Map.of("m", List.of(rows)), HOURS, PriceTable.Basis.COMPLETION);
    var random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      var from = NOON.plusSeconds(random.nextInt(200_000));
      var within = Duration.ofSeconds(1 + random.nextInt(7_200));
      long prompt = random.nextInt(12_000);
      long output = random.nextInt(4_000);
      var most = table.dearest("m", Terms.STANDARD, prompt, output, from, from.plus(within));
      long read = random.nextLong(prompt + 1);
      long cached = random.nextLong(read + 1);
      long written = random.nextLong(output + 1);
      var usage =
          new Usage(
              read - cached,
              random.nextBoolean() ? cached : 0,
              0,
              0,
              written,
              random.nextLong(written + 1));
      var all = random.nextBoolean() ? usage : new Usage(0, 0, read, 0, written, 0);
      var ended = from.plusNanos(random.nextLong(within.toNanos() + 1));

      var bill = table.quote(new PaidCall("m", all, Terms.STANDARD, from, ended));

      assertThat(bill.total()).isLessThanOrEqualTo(most.total());
    }
  }
}
