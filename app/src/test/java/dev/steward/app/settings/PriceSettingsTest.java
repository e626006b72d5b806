package dev.steward.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.cost.Bill;
import dev.steward.core.cost.PaidCall;
import dev.steward.core.cost.PriceTable;
import dev.steward.core.cost.Terms;
import dev.steward.core.cost.Usage;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The sections `prices` and `billing`.
class PriceSettingsTest {
  private static final Instant MONDAY = Instant.parse("2026-11-23T12:00:00Z");
  private static final Usage MILLION = new Usage(1_000_000, 0, 0, 0, 0, 0);

  private static PriceTable prices(String more) {
    return SettingsFile.parse(SettingsFile.defaults() + more, "steward.yaml", ZoneOffset.UTC)
        .prices();
  }

  private static Bill bill(PriceTable table, String model, Usage usage, Instant at) {
    return table.quote(new PaidCall(model, usage, Terms.STANDARD, at, at));
  }

  private static String cost(PriceTable table, String model, Usage usage, Instant at) {
    return bill(table, model, usage, at).total().dollars().toPlainString();
  }

  private static void mistake(String more, String... words) {
    assertThatThrownBy(() -> prices(more))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USER))
        .hasMessageContainingAll(words);
  }

  @Test
  void oneRowHoldsAlways() {
    var table = prices("prices:\n  claude-haiku-5-5: { input: 7, output: 8 }\n");

    assertThat(cost(table, "claude-haiku-5-5", MILLION, MONDAY)).isEqualTo("7");
    assertThat(cost(table, "claude-haiku-5-5", MILLION, Instant.EPOCH)).isEqualTo("7");
  }

  @Test
  void whatARowLeavesOutStaysAsItWas() {
    var table = prices("prices:\n  claude-sonnet-5-5: { cache_read: 0.05 }\n");
    var usage = new Usage(1_000_000, 1_000_000, 0, 0, 0, 0);

    var bill = bill(table, "claude-sonnet-5-5", usage, MONDAY);

    assertThat(bill.total().dollars().toPlainString()).isEqualTo("2.05");
    assertThat(bill.rows())
        .extracting(row -> row.id())
        .containsExactly("anthropic/claude-sonnet-5-5/1", "steward.yaml/claude-sonnet-5-5/1");
    assertThat(bill.rows().getLast().origin().source()).isEqualTo("steward.yaml");
  }

  @Test
  void rowsMayHaveDatesBandsHoursAndTerms() {
    var table =
        prices(
            """
            billing:
              holidays:
                ours: { known_to: 2027-12-31, days: [2027-01-01] }
              hours:
                night: { zone: Europe/Berlin, windows: [0:00-6:00], days: [monday, friday], holidays: ours }
            prices:
              claude-haiku-5-5:
                - { input: 1, output: 1, source: "our contract", checked: 2026-11-01 }
                - { from: 2027-01-01, input: 2 }
                - { over: 2000000, input: 4 }
                - { hours: night, input: 0.5 }
                - { tier: slow, region: moon, factor: 0.25 }
                - { calls: { oracle: 3 } }
            """);

    assertThat(cost(table, "claude-haiku-5-5", MILLION, MONDAY)).isEqualTo("1");
    assertThat(cost(table, "claude-haiku-5-5", MILLION, Instant.parse("2027-01-01T00:00:00Z")))
        .as("a holiday")
        .isEqualTo("2");
    assertThat(cost(table, "claude-haiku-5-5", MILLION, Instant.parse("2027-01-07T23:00:00Z")))
        .isEqualTo("0.5");
    assertThat(cost(table, "claude-haiku-5-5", MILLION.plus(MILLION).plus(MILLION), MONDAY))
        .isEqualTo("12");
    assertThat(
            table
                .quote(
                    new PaidCall(
                        "claude-haiku-5-5",
                        MILLION,
                        new Terms(false, "slow", "moon"),
                        MONDAY,
                        MONDAY))
                .total()
                .dollars()
                .toPlainString())
        .isEqualTo("0.25");
  }

  @Test
  void aKnownHolidayCalendarCanBeContinued() {
    var monday = Instant.parse("2027-01-04T02:00:00Z");
    var continued =
        """
        billing:
          holidays:
            china: { known_to: 2027-12-31, days: [2027-01-04] }
        """;

    assertThat(bill(prices(""), "deepseek-flash", MILLION, monday).notes())
        .extracting(Bill.Note::kind)
        .containsExactly(Bill.Note.Kind.HOLIDAYS_UNKNOWN);
    assertThat(cost(prices(""), "deepseek-flash", MILLION, monday)).isEqualTo("0.3");
    assertThat(cost(prices(continued), "deepseek-flash", MILLION, monday)).isEqualTo("0.15");
    assertThat(bill(prices(continued), "deepseek-flash", MILLION, monday).notes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"start, 0.15", "completion, 0.3"})
  void theClockIsAMatterOfChoice(String clock, String cost) {
    var table = prices("billing: { clock: " + clock + " }\n");
    var nine = Instant.parse("2026-11-23T01:00:00Z");

    var bill =
        table.quote(
            new PaidCall("deepseek-flash", MILLION, Terms.STANDARD, nine.minusSeconds(2), nine));

    assertThat(bill.total().dollars().toPlainString()).isEqualTo(cost);
    assertThat(bill.notes()).extracting(Bill.Note::kind).containsExactly(Bill.Note.Kind.STRADDLES);
  }

  @Test
  void aModelIsPricedByWhatItsProviderCallsItNotByItsName() {
    var renamed =
        SettingsFile.defaults()
            .replace(
                "models:\n",
                """
                models:
                  boss:
                    provider: anthropic
                    id: claude-opus-5-5
                """);

    var table = SettingsFile.parse(renamed, "steward.yaml", ZoneOffset.UTC).prices();

    assertThat(cost(table, "boss", MILLION, MONDAY)).isEqualTo("4");
  }

  @Test
  void theSameIdOfAnotherProviderHasNoPrice() {
    var elsewhere =
        SettingsFile.defaults()
            .replace(
                "models:\n",
                """
                models:
                  boss:
                    provider: ollama
                    id: claude-opus-5-5
                """);

    assertThatThrownBy(() -> SettingsFile.parse(elsewhere, "steward.yaml", ZoneOffset.UTC))
        .hasMessageContaining("the model 'boss' has no price; add it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1e3", ".inf", "NaN", "free", "[1]", "0.1.2"})
  void aPriceIsAPlainAmount(String price) {
    mistake(
        "prices:\n  claude-sonnet-5-5: { input: " + price + " }\n",
        "prices.claude-sonnet-5-5.input",
        "an amount");
  }

  @Test
  void aPriceIsNeverADouble() {
    var table = prices("prices:\n  claude-sonnet-5-5: { input: 0.100000000001 }\n");

    assertThat(cost(table, "claude-sonnet-5-5", MILLION, MONDAY)).isEqualTo("0.100000000001");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ imput: 1 }                            | did you mean 'input'",
        "{ from: tomorrow, input: 1 }            | .from: expected a day such as 2026-10-07",
        "{ from: 2027-01-01, to: 2027-01-01, input: 1 } | must lie after 'from'",
        "{ over: many, input: 1 }                | .over: expected a whole number",
        "{ hours: deepsek_peak, input: 1 }       | did you mean 'deepseek_peak'",
        "{ factor: 0.5 }                         | say which: batch, tier or region",
        "{ batch: true, factor: 0.5, input: 1 }  | make two rows of it",
        "{ batch: true }                         | this row has no price",
        "{ calls: { output: 1 } }                | a class of tokens",
        "{ input: 1, checked: yesterday }        | .checked: expected a day",
        "[]                                      | this is empty",
      })
  void aWrongRowIsAMistakeThatSaysWhatIsAllowed(String row, String message) {
    mistake("prices:\n  claude-sonnet-5-5: " + row + "\n", message);
  }

  @Test
  void aModelThatIsNowhereIsAMistakeWithAHint() {
    mistake(
        "prices:\n  claude-haiku-55: { input: 1, output: 1 }\n",
        "prices.claude-haiku-55",
        "did you mean 'claude-haiku-5-5'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ clock: noon }                              | there are: completion, start",
        "{ hours: { night: { zone: Berlin } } }       | a time zone",
        "{ hours: { night: { windows: [22-23] } } }   | hours such as",
        "{ hours: { night: { days: [funday] } } }     | 'funday'",
        "{ hours: { night: { holidays: mars } } }     | 'mars' is not known here; there are: china",
        "{ holidays: { ours: { days: [Easter] } } }   | a day such as 2026-10-01",
      })
  void aWrongClockOrCalendarIsAMistake(String billing, String message) {
    mistake("billing: " + billing + "\n", message);
  }
}
