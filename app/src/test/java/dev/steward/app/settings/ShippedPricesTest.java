package dev.steward.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.cost.Money;
import dev.steward.core.cost.PaidCall;
import dev.steward.core.cost.PriceTable;
import dev.steward.core.cost.Terms;
import dev.steward.core.cost.Usage;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The prices that come with the program, held against what calls are known to cost.
class ShippedPricesTest {
  private static final String NOW = "2026-11-23T12:00:00Z";
  private static final PriceTable SHIPPED = prices("");

  /// The prices with these lines of `steward.yaml` on top.
  private static PriceTable prices(String more) {
    return SettingsFile.parse(SettingsFile.defaults() + more, "steward.yaml", ZoneOffset.UTC)
        .prices();
  }

  private static String cost(PriceTable table, String model, Usage usage, Terms terms, String at) {
    var moment = Instant.parse(at);
    var bill = table.quote(new PaidCall(model, usage, terms, moment, moment));
    return bill.total().dollars().toPlainString();
  }

  private static String cost(String model, Usage usage, String at) {
    return cost(SHIPPED, model, usage, Terms.STANDARD, at);
  }

  @ParameterizedTest
  @CsvSource({
    "claude-3-7-sonnet, 3, 0, 12304, 0, 550, 0.054399",
    "claude-3-5-haiku, 4, 2455, 0, 0, 23, 0.0002916",
    "claude-haiku-5-5, 100000, 0, 0, 0, 1000, 0.0105",
    "claude-haiku-5-5, 1, 100000, 0, 0, 1000, 0.0075005",
    "claude-haiku-5-5, 0, 0, 0, 0, 0, 0",
    "MiniMax-M3, 512000, 0, 0, 0, 1000, 0.1548",
    "MiniMax-M3, 512001, 0, 0, 0, 1000, 0.3096006",
    "deepseek-flash, 1000, 9000, 0, 0, 500, 0.000477",
    "deepseek-v4-flash, 1000, 9000, 0, 0, 500, 0.000477",
    "claude-sonnet-5-5, 20, 50000, 1000, 2000, 700, 0.02254",
    "claude-opus-5-5, 1000000, 0, 0, 0, 0, 4",
    "claude-haiku-4-5-20251001, 0, 0, 0, 0, 1000000, 5",
  })
  void aCallCostsThisToTheLastDigit(
      String model, long input, long read, long write5m, long write1h, long output, String cost) {
    var usage = new Usage(input, read, write5m, write1h, output, 0);

    assertThat(cost(model, usage, NOW)).isEqualTo(cost);
  }

  @Test
  void otherPricesOfTheSameShapeAreJustAsExact() {
    var table =
        prices(
            """
            billing: {}
            prices:
              claude-haiku-5-5:
                - { input: 1.25, cache_read: 0.625, output: 10 }
            """);
    // No band is left: the row in the file counts for prompts of any length.
    assertThat(
            cost(
                table,
                "claude-haiku-5-5",
                new Usage(262_960 - 257_955, 257_955, 0, 0, 1_744, 0),
                Terms.STANDARD,
                NOW))
        .isEqualTo("0.184918125");
  }

  @Test
  void allCacheWritesOfAStreamAreBilled() {
    var sonnet = new Usage(0, 0, 184_457, 0, 0, 0);

    assertThat(cost("claude-3-7-sonnet", sonnet, NOW)).isEqualTo("0.69171375");
  }

  @Test
  void batchesAndRegionsMultiply() {
    var usage = new Usage(10_000, 0, 0, 0, 2_000, 0);
    var us = Terms.STANDARD.withRegion("us");

    assertThat(cost(SHIPPED, "claude-sonnet-5-5", usage, Terms.BATCH, NOW)).isEqualTo("0.02");
    assertThat(cost(SHIPPED, "claude-sonnet-5-5", usage, us, NOW)).isEqualTo("0.044");
    assertThat(cost(SHIPPED, "claude-sonnet-5-5", usage, us.withBatch(true), NOW))
        .isEqualTo("0.022");
    assertThat(cost(SHIPPED, "MiniMax-M3", usage, Terms.STANDARD.withTier("priority"), NOW))
        .isEqualTo("0.0081");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-10-06T23:59:59.999999999Z, 0.02754",
    "2026-10-07T00:00:00Z,           0.02254",
    "2026-11-23T12:00:00Z,           0.02254",
  })
  void aCheaperCacheCountsFromItsDay(String at, String cost) {
    assertThat(cost("claude-sonnet-5-5", new Usage(20, 50_000, 1_000, 2_000, 700, 0), at))
        .isEqualTo(cost);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-12T23:59:59Z, 1.200006",
    "2026-03-13T00:00:00Z, 0.600003",
  })
  void thePremiumOnLongPromptsHasEnded(String at, String cost) {
    assertThat(cost("claude-sonnet-4-6", new Usage(200_001, 0, 0, 0, 0, 0), at)).isEqualTo(cost);
  }

  /// 1,000 tokens read, 9,000 from the cache, 500 written.
  @ParameterizedTest
  @CsvSource({
    "2026-08-16T15:59:59Z, 0.0003052, one price for all hours",
    "2026-08-16T16:00:00Z, 0.000613,  the new price off-peak",
    "2026-08-17T02:00:00Z, 0.001226,  the new price at its peak",
    "2026-08-22T02:00:00Z, 0.001226,  a Saturday before weekends were off-peak",
    "2026-08-23T02:00:00Z, 0.000613,  the first Sunday off-peak",
    "2026-08-24T02:00:00Z, 0.001226,  the Monday after",
    "2026-10-01T02:00:00Z, 0.000477,  National Day on a Thursday",
    "2026-10-07T09:59:59Z, 0.000477,  its last day",
    "2026-10-08T02:00:00Z, 0.000954,  the day after the holiday",
    "2026-10-10T02:00:00Z, 0.000477,  a Saturday that is worked",
    "2026-09-25T02:00:00Z, 0.000477,  Mid-Autumn on a Friday",
    "2026-11-23T00:59:59Z, 0.000477,  Monday before nine",
    "2026-11-23T01:00:00Z, 0.000954,  Monday at nine",
    "2026-11-23T03:59:59Z, 0.000954,  Monday before noon",
    "2026-11-23T04:00:00Z, 0.000477,  Monday at noon",
    "2026-11-23T06:00:00Z, 0.000954,  Monday at two",
    "2026-11-23T09:59:59.999999999Z, 0.000954, Monday before six",
    "2026-11-23T10:00:00Z, 0.000477,  Monday at six",
    "2026-11-21T02:00:00Z, 0.000477,  Saturday",
    "2026-11-22T02:00:00Z, 0.000477,  Sunday",
  })
  void deepSeeksPriceFollowsTheClockAndCalendarOfBeijing(String at, String cost, String what) {
    assertThat(cost("deepseek-flash", new Usage(1_000, 9_000, 0, 0, 500, 0), at))
        .as(what)
        .isEqualTo(cost);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-08-16T15:59:59Z, 0.435",
    "2026-08-16T16:00:00Z, 0.66",
    "2026-08-22T02:00:00Z, 1.32",
    "2026-11-23T01:00:00Z, 1.32",
    "2026-11-21T02:00:00Z, 0.66",
  })
  void soDoesThePriceOfTheLargerModel(String at, String cost) {
    assertThat(cost("deepseek-v4-pro", new Usage(1_000_000, 0, 0, 0, 0, 0), at)).isEqualTo(cost);
  }

  @Test
  void everyRowSaysWhereItStandsAndSinceWhenThatIsKnown() {
    for (var model : SHIPPED.models()) {
      for (var row : SHIPPED.rows(model)) {
        assertThat(row.origin().source()).as(row.id()).startsWith("https://");
        assertThat(LocalDate.parse(row.origin().checked())).as(row.id()).isNotNull();
      }
      assertThat(SHIPPED.rows(model)).extracting(row -> row.id()).doesNotHaveDuplicates();
    }
  }

  @Test
  void moreOfAnythingNeverCostsLess() {
    var random = new Random(6);
    var models = SHIPPED.models().stream().toList();
    for (int i = 0; i < 3_000; i++) {
      var model = models.get(random.nextInt(models.size()));
      var at = Instant.parse(NOW).minusSeconds(random.nextInt(100 * 86_400));
      var less = usage(random);
      var more = less.plus(usage(random));

      assertThat(total(model, more, at)).isGreaterThanOrEqualTo(total(model, less, at));
    }
  }

  private static Usage usage(Random random) {
    int most = 1 << random.nextInt(20);
    return new Usage(
        random.nextInt(most),
        random.nextInt(most),
        random.nextInt(most),
        random.nextInt(most),
        random.nextInt(most),
        0);
  }

  private static Money total(String model, Usage usage, Instant at) {
    return SHIPPED.quote(new PaidCall(model, usage, Terms.STANDARD, at, at)).total();
  }

  @Test
  void everyModelOfTheDefaultTeamHasAPrice() {
    var settings = SettingsFile.parse(SettingsFile.defaults(), "steward.yaml", ZoneOffset.UTC);

    for (var model : settings.models()) {
      settings.prices().check(model.name(), Terms.STANDARD, Instant.parse(NOW));
    }
  }
}
