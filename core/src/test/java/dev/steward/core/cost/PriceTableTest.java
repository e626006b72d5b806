package dev.steward.core.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.cost.PriceRow.When;
import dev.steward.core.cost.PriceTable.Basis;
import dev.steward.core.when.DayWindow;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PriceTableTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final PriceRow.Origin ORIGIN = new PriceRow.Origin("the test", "2026-11-22");
  private static final PriceRow BASE =
      row("m/1", When.ALWAYS, "input 2", "cache_read 0.1", "output 10");

  /// Mornings of working days in Tokyo.
  private static final Map<String, PriceHours> HOURS =
      Map.of(
          "mornings",
          new PriceHours(
              ZoneId.of("Asia/Tokyo"),
              List.of(new DayWindow(LocalTime.of(8, 0), LocalTime.of(12, 0))),
              EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
              new PriceHours.Holidays(
                  Set.of(LocalDate.of(2026, 11, 3)), LocalDate.of(2026, 11, 30))));

  private static PriceRow row(String id, When when, String... prices) {
    var amounts = new TreeMap<String, BigDecimal>();
    for (var price : prices) {
      var parts = price.split(" ", -1);
      amounts.put(parts[0], new BigDecimal(parts[1]));
    }
    return PriceRow.of(id, when, amounts, ORIGIN);
  }

  private static PriceRow times(String id, Terms terms, String factor) {
    return PriceRow.times(id, When.ALWAYS.withTerms(terms), new BigDecimal(factor), ORIGIN);
  }

  private static PriceTable table(PriceRow... rows) {
    return table(Basis.COMPLETION, rows);
  }

  private static PriceTable table(Basis basis, PriceRow... rows) {
    return new PriceTable(Map.of("m", List.of(rows)), HOURS, basis);
  }

  private static PaidCall call(Usage usage, Terms terms, Instant at) {
    return new PaidCall("m", usage, terms, at, at);
  }

  private static Bill bill(PriceTable table, Usage usage) {
    return table.quote(call(usage, Terms.STANDARD, NOON));
  }

  private static Usage tokens(long input, long output) {
    return new Usage(input, 0, 0, 0, output, 0);
  }

  private static void refuses(ThrowingCallable call, String... words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USER))
        .hasMessageContainingAll(words);
  }

  @Test
  void aModelWithoutAPriceIsRefusedNeverFree() {
    refuses(
        () -> table(BASE).check("mystery-9", Terms.STANDARD, NOON), "mystery-9", "steward.yaml");
    table(BASE).check("m", Terms.STANDARD, NOON);
  }

  @Test
  void inputAndOutputMustHaveAPriceEvenOfACallThatUsedNothing() {
    refuses(() -> bill(table(row("m/1", When.ALWAYS, "input 1")), Usage.NONE), "output of");
    refuses(() -> bill(table(row("m/1", When.ALWAYS, "output 1")), Usage.NONE), "input of");
    refuses(() -> bill(table(), Usage.NONE), "input of", "m");
  }

  @Test
  void whatAProviderReportsAsNothingCostsNothing() {
    var bill = bill(table(BASE), Usage.NONE);

    assertThat(bill.total()).isEqualTo(Money.ZERO);
    assertThat(bill.lines()).isEmpty();
  }

  @Test
  void aBillNamesForEachClassTheCountThePriceAndTheRow() {
    var web = row("m/2", When.ALWAYS, "web_search 10");
    var usage = new Usage(1_000, 9_000, 0, 0, 500, 400, Map.of("web_search", 3L));

    var bill = bill(table(BASE, web), usage);

    assertThat(bill.total()).isEqualTo(Money.of("0.0379"));
    assertThat(bill.lines())
        .containsExactly(
            line("input", 1_000, "2", 1_000_000, "0.002", "m/1"),
            line("cache_read", 9_000, "0.1", 1_000_000, "0.0009", "m/1"),
            line("output", 500, "10", 1_000_000, "0.005", "m/1"),
            line("web_search", 3, "10", 1_000, "0.03", "m/2"));
    assertThat(bill.rows()).containsExactly(BASE, web);
    assertThat(bill.notes()).isEmpty();
  }

  private static Bill.Line line(
      String item, long count, String price, long per, String cost, String... rows) {
    return new Bill.Line(
        item, count, new BigDecimal(price), per, BigDecimal.ONE, Money.of(cost), List.of(rows));
  }

  @Test
  void oneTokenIsNotRoundedAway() {
    var cheap = row("m/1", When.ALWAYS, "input 0.003", "output 0");

    assertThat(bill(table(cheap), tokens(1, 0)).total()).isEqualTo(Money.of("0.000000003"));
    assertThat(
            table(cheap, times("m/2", Terms.BATCH, "0.5"))
                .quote(call(tokens(1, 0), Terms.BATCH, NOON))
                .total())
        .isEqualTo(Money.of("0.0000000015"));
  }

  @Test
  void thinkingIsAPartOfTheOutputAndNotPaidTwice() {
    assertThat(bill(table(BASE), new Usage(0, 0, 0, 0, 700, 600)).total())
        .isEqualTo(Money.of("0.007"));
  }

  @Test
  void thinkingThatIsPricedApartIsTakenOutOfTheOutput() {
    var apart = table(BASE, row("m/2", When.ALWAYS, "reasoning 3"));

    assertThat(bill(apart, new Usage(0, 0, 0, 0, 700, 600)).lines())
        .containsExactly(
            line("output", 100, "10", 1_000_000, "0.001", "m/1"),
            line("reasoning", 600, "3", 1_000_000, "0.0018", "m/2"));
    assertThat(bill(apart, new Usage(0, 0, 0, 0, 700, 9_000)).total())
        .isEqualTo(Money.of("0.0021"));
  }

  @Test
  void aCacheClassWithoutAPriceCostsWhatItsTokensAre() {
    var plain = table(row("m/1", When.ALWAYS, "input 2", "output 10"));
    var written = table(row("m/1", When.ALWAYS, "input 2", "cache_write_5m 3", "output 10"));

    assertThat(bill(plain, new Usage(0, 1_000, 1_000, 1_000, 0, 0)).total())
        .isEqualTo(Money.of("0.006"));
    assertThat(bill(written, new Usage(0, 1_000, 1_000, 1_000, 0, 0)).total())
        .isEqualTo(Money.of("0.008"));
  }

  @Test
  void aLaterRowChangesOnlyWhatItPrices() {
    var cheaper = row("m/2", When.ALWAYS.withFrom(NOON), "cache_read 0.05");
    var table = table(BASE, cheaper);
    var usage = new Usage(1_000, 1_000, 0, 0, 0, 0);

    assertThat(table.quote(call(usage, Terms.STANDARD, NOON.minusNanos(1))).total())
        .isEqualTo(Money.of("0.0021"));
    assertThat(table.quote(call(usage, Terms.STANDARD, NOON)).total())
        .isEqualTo(Money.of("0.00205"));
  }

  @Test
  void aRowEndsWhereItSays() {
    var table = table(row("m/1", When.ALWAYS.withTo(NOON), "input 1", "output 1"));

    table.check("m", Terms.STANDARD, NOON.minusNanos(1));
    refuses(() -> table.check("m", Terms.STANDARD, NOON), "2026-11-23T12:00:00Z");
  }

  @Test
  void aLongPromptRepricesTheWholeCallCachedTokensCounted() {
    var table = table(BASE, row("m/2", When.ALWAYS.withOver(100), "input 4", "output 20"));

    assertThat(bill(table, new Usage(1, 99, 0, 0, 1, 0)).total()).isEqualTo(Money.of("0.0000219"));
    assertThat(bill(table, new Usage(1, 100, 0, 0, 1, 0)).total()).isEqualTo(Money.of("0.000034"));
    assertThat(bill(table, new Usage(0, 0, 50, 51, 0, 0)).total()).isEqualTo(Money.of("0.000404"));
    assertThat(bill(table, new Usage(100, 0, 0, 0, 500, 0)).total()).isEqualTo(Money.of("0.0052"));
  }

  @Test
  void hoursFollowTheClockAndCalendarOfTheirPlace() {
    var table = table(BASE, row("m/2", When.ALWAYS.withHours("mornings"), "input 4"));

    // Tokyo is nine hours ahead: its Monday morning begins on Sunday in UTC.
    assertThat(input(table, "2026-11-22T22:59:59.999999999Z")).isEqualTo("0.002");
    assertThat(input(table, "2026-11-22T23:00:00Z")).isEqualTo("0.004");
    assertThat(input(table, "2026-11-23T02:59:59Z")).isEqualTo("0.004");
    assertThat(input(table, "2026-11-23T03:00:00Z")).isEqualTo("0.002");
    assertThat(input(table, "2026-11-20T23:30:00Z")).isEqualTo("0.002");
    assertThat(input(table, "2026-11-02T23:30:00Z")).as("a holiday").isEqualTo("0.002");
  }

  private static String input(PriceTable table, String at) {
    return table
        .quote(call(tokens(1_000, 0), Terms.STANDARD, Instant.parse(at)))
        .total()
        .dollars()
        .toPlainString();
  }

  @Test
  void pastTheKnownHolidaysABillSaysSo() {
    var table = table(BASE, row("m/2", When.ALWAYS.withHours("mornings"), "input 4"));

    assertThat(notes(table, "2026-11-30T01:00:00Z")).isEmpty();
    assertThat(notes(table, "2026-12-01T01:00:00Z"))
        .containsExactly(Bill.Note.Kind.HOLIDAYS_UNKNOWN);
    assertThat(notes(table, "2026-12-01T12:00:00Z")).as("not in those hours").isEmpty();
  }

  private static List<Bill.Note.Kind> notes(PriceTable table, String at) {
    return table.quote(call(tokens(1_000, 0), Terms.STANDARD, Instant.parse(at))).notes().stream()
        .map(Bill.Note::kind)
        .toList();
  }

  @Test
  void specialTermsNeedARowThatNamesThem() {
    var table =
        table(
            BASE,
            row("m/2", When.ALWAYS, "web_search 10"),
            times("m/3", Terms.BATCH, "0.5"),
            times("m/4", Terms.STANDARD.withRegion("us"), "1.1"));
    var usage = new Usage(10_000, 0, 0, 0, 2_000, 0, Map.of("web_search", 1L));

    var both = table.quote(call(usage, Terms.BATCH.withRegion("us"), NOON));

    // Tools cost the same under all terms.
    assertThat(both.total()).isEqualTo(Money.of("0.032"));
    assertThat(both.lines().getFirst().rows()).containsExactly("m/1", "m/4", "m/3");
    assertThat(both.lines().getFirst().factor()).isEqualTo(new BigDecimal("0.55"));
    refuses(
        () -> table.quote(call(usage, Terms.STANDARD.withTier("priority"), NOON)),
        "input (tier priority) of the model m");
    refuses(() -> table.quote(call(usage, Terms.STANDARD.withRegion("eu"), NOON)), "(region eu)");
  }

  @Test
  void aRowOfPricesMayNameTheTermsItself() {
    var table =
        table(
            BASE,
            times("m/2", Terms.BATCH, "0.5"),
            row(
                "m/3",
                When.ALWAYS.withTerms(Terms.STANDARD.withTier("priority")),
                "input 3",
                "output 11"));
    var terms = Terms.STANDARD.withTier("priority");

    assertThat(table.quote(call(tokens(1_000, 1_000), terms, NOON)).total())
        .isEqualTo(Money.of("0.014"));
    assertThat(table.quote(call(tokens(1_000, 1_000), terms.withBatch(true), NOON)).total())
        .isEqualTo(Money.of("0.007"));
    assertThat(bill(table, tokens(1_000, 1_000)).total()).isEqualTo(Money.of("0.012"));
  }

  @Test
  void theLastFactorForTheSameTermsCounts() {
    var table = table(BASE, times("m/2", Terms.BATCH, "0.5"), times("m/3", Terms.BATCH, "0.25"));

    assertThat(table.quote(call(tokens(1_000, 0), Terms.BATCH, NOON)).total())
        .isEqualTo(Money.of("0.0005"));
  }

  @Test
  void aCallAcrossAChangeOfPricesIsBilledByTheBasisAndSaysSo() {
    var rows = new PriceRow[] {BASE, row("m/2", When.ALWAYS.withFrom(NOON), "input 4")};
    var across =
        new PaidCall(
            "m", tokens(1_000, 0), Terms.STANDARD, NOON.minusSeconds(1), NOON.plusSeconds(1));

    var completed = table(Basis.COMPLETION, rows).quote(across);
    var started = table(Basis.START, rows).quote(across);

    assertThat(completed.total()).isEqualTo(Money.of("0.004"));
    assertThat(completed.notes())
        .containsExactly(
            new Bill.Note(
                Bill.Note.Kind.STRADDLES,
                "at the prices of 2026-11-23T11:59:59Z, when it began, it would have cost $0.002"));
    assertThat(started.total()).isEqualTo(Money.of("0.002"));
    assertThat(started.notes())
        .containsExactly(
            new Bill.Note(
                Bill.Note.Kind.STRADDLES,
                "at the prices of 2026-11-23T12:00:01Z, when it ended, it would have cost $0.004"));
  }

  @Test
  void aCallWhosePriceEndedMeanwhileIsBilledByItsStart() {
    var table = table(row("m/1", When.ALWAYS.withTo(NOON), "input 2", "output 10"));
    var across = new PaidCall("m", tokens(1_000, 0), Terms.STANDARD, NOON.minusSeconds(1), NOON);

    var bill = table.settle(across);

    assertThat(bill.total()).isEqualTo(Money.of("0.002"));
    assertThat(bill.notes())
        .singleElement()
        .satisfies(note -> {
          assertThat(note.kind()).isEqualTo(Bill.Note.Kind.UNPRICED);
          assertThat(note.text()).contains("No price", "its price at its start");
        });
  }

  @Test
  void whatWasServedUnderUnpricedTermsOrToolsIsBilledAsNearlyAsPossibleAndSaysSo() {
    var usage = new Usage(1_000, 0, 0, 0, 0, 0, Map.of("crystal_ball", 2L));

    var tier = table(BASE).settle(call(tokens(1_000, 0), Terms.STANDARD.withTier("gold"), NOON));
    var tool = table(BASE).settle(call(usage, Terms.STANDARD.withTier("gold"), NOON));

    assertThat(tier.total()).isEqualTo(Money.of("0.002"));
    assertThat(tier.notes()).singleElement().asString().contains("tier gold", "standard terms");
    assertThat(tool.total()).isEqualTo(Money.of("0.002"));
    assertThat(tool.notes()).singleElement().asString().contains("without tool calls");
    assertThat(table().settle(call(usage, Terms.STANDARD, NOON)).notes())
        .singleElement()
        .asString()
        .contains("UNPRICED");
  }

  @Test
  void hoursThatNobodyDefinedAreNoTable() {
    assertThatThrownBy(() -> table(row("m/1", When.ALWAYS.withHours("nights"), "input 1")))
        .hasMessageContaining("nights");
  }

  @Test
  void theLinesOfAnyBillAreItsTotalAndBillsOfPartsThatOfTheWhole() {
    var random = new Random(4);
    for (int i = 0; i < 2_000; i++) {
      var table = randomTable(random);
      var one = randomUsage(random);
      var other = randomUsage(random);

      var first = bill(table, one);
      var second = bill(table, other);

      assertThat(first.lines().stream().map(Bill.Line::cost).reduce(Money.ZERO, Money::plus))
          .isEqualTo(first.total());
      assertThat(first.lines().stream().mapToLong(Bill.Line::count).sum())
          .isEqualTo(one.total() + one.toolCalls().values().stream().mapToLong(n -> n).sum());
      assertThat(bill(table, one.plus(other)).total())
          .isEqualTo(first.total().plus(second.total()));
      for (var line : first.lines()) {
        assertThat(
                line.price()
                    .multiply(BigDecimal.valueOf(line.count()))
                    .multiply(line.factor())
                    .divide(BigDecimal.valueOf(line.per())))
            .isEqualByComparingTo(line.cost().dollars());
      }
    }
  }

  @Test
  void moreOfAnythingNeverCostsLess() {
    var random = new Random(5);
    for (int i = 0; i < 2_000; i++) {
      var table = randomTable(random);
      var less = randomUsage(random);

      var more = less.plus(randomUsage(random));

      assertThat(bill(table, more).total()).isGreaterThanOrEqualTo(bill(table, less).total());
    }
  }

  private static PriceTable randomTable(Random random) {
    var prices = new TreeMap<String, BigDecimal>();
    for (var tokens : TokenClass.values()) {
      var isNeeded = tokens == TokenClass.INPUT || tokens == TokenClass.OUTPUT;
      // Where thinking has a price of its own, a token more of it is a token less of the rest.
      if (isNeeded || (tokens != TokenClass.REASONING && random.nextBoolean())) {
        prices.put(tokens.word(), BigDecimal.valueOf(random.nextInt(10_000_000), 6));
      }
    }
    prices.put("web_search", BigDecimal.valueOf(random.nextInt(100)));
    return table(PriceRow.of("m/1", When.ALWAYS, prices, ORIGIN));
  }

  private static Usage randomUsage(Random random) {
    var output = random.nextLong(1_000_000);
    return new Usage(
        random.nextLong(1_000_000),
        random.nextLong(1_000_000_000_000L),
        random.nextLong(1_000),
        random.nextLong(2),
        output,
        random.nextLong(output + 1),
        Map.of("web_search", random.nextLong(3)));
  }
}
