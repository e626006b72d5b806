package dev.steward.core.tier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TotalsTest {
  private static final String TABLE =
      """
      Here are the orders:

      | Item | Pieces | Price |
      |:-----|-------:|------:|
      | Paper | 2 | €1,200.50 |
      | Ink | 3 | €99.50 |
      | **Total** | 5 | **€1,300.00** |
      """;

  @Test
  void tablesThatAddUpAreFine() {
    assertThat(Totals.problems(TABLE)).isEmpty();
  }

  @Test
  void eachColumnIsLookedAt() {
    var wrong = TABLE.replace("| 5 |", "| 6 |").replace("1,300.00", "1,400.00");

    assertThat(Totals.problems(wrong))
        .containsExactly(
            "'Total' says 6, but what stands above it makes 5",
            "'Total' says 1400.00, but what stands above it makes 1300.00");
  }

  @Test
  void listsOfMoneyAreLookedAt() {
    var list = "1. Paper: 12,50 €\n2. Ink: 7,50 €\n\nGesamt: 21,00 €\n";

    assertThat(Totals.problems("- Paper: $12.50\n- Ink: $7.50\nTotal: $20.00")).isEmpty();
    assertThat(Totals.problems(list.replace("\n\n", "\n"))).hasSize(1);
    // What stands apart may be about something else.
    assertThat(Totals.problems(list)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Total: 5",
        "| Total | 7 |",
        "| a | 1 |\n| Total | 7 |",
        // Counts that are no sum.
        "- Found: 12\n- Sorted: 10\n- Total: 12",
        // Something is taken off.
        "| Paper | 10.00 |\n| Ink | 5.00 |\n| Discount | 2.00 |\n| Total | 13.00 |",
        // Shares and dates are no amounts.
        "| Item | % |\n|---|---|\n| a | 10 % |\n| b | 20 % |\n| Total | 15 % |",
        "| a | 2026-11-01 |\n| b | 2026-11-02 |\n| Total | 2 |",
        // Subtotals, with what follows added to them.
        "| a | 1.00 |\n| b | 2.00 |\n| Subtotal | 3.00 |\n| VAT 10 % | 0.30 |\n| Total | 3.30 |",
        "| a | 1 |\n| b | 2 |\n| Subtotal | 3 |\n| c | 4 |\n| d | 5 |\n| Subtotal | 9 |\n| Total | 12 |",
        // Thirds of cents.
        "| a | 33.33 |\n| b | 33.33 |\n| c | 33.33 |\n| Total | 100.00 |",
        // A mark that may be either.
        "| a | 1.250 |\n| b | 2.250 |\n| Total | 3.5 |",
        "| a | 1.250 |\n| b | 2.250 |\n| Total | 3.500 |",
        // Groups by blanks and apostrophes.
        "| a | 1 000 |\n| b | 2'000 |\n| Total | 3,000 |",
        // Taken back.
        "| a | 10 |\n| b | -4 |\n| Total | 6 |",
        "| a | 🙂 |\n| \u202Eb | x |\n| Total | 99999999999999999999999999 |",
        "|\n||\n|||||\nTotal|",
      })
  void whatIsRightOrUnclearIsLeftAlone(String text) {
    assertThat(Totals.problems(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "| a | 1 |\n| b | 2 |\n| Total | 4 |",
        "| a | 1 |\n| b | 2 |\n| Sum: | 4 |",
        "| a | 1.5 |\n| b | 2.4 |\n| Total | 5 |",
        "| a | 1.00 |\n| b | 2.00 |\n| Subtotal | 4.00 |\n| VAT | 0.30 |\n| Total | 4.30 |",
        "| a | 33.33 |\n| b | 33.33 |\n| c | 33.33 |\n| Total | 101.00 |",
        "| a | 1.000,50 |\n| b | 2.000,50 |\n| Summe | 3.100,00 |",
      })
  void whatDoesNotAddUpIsFound(String text) {
    assertThat(Totals.problems(text)).hasSize(1);
  }

  @Test
  void hugeTextsTakeNoTime() {
    var text = "| " + "9".repeat(200_000) + " | 1,".repeat(50_000) + "\n" + " a:".repeat(100_000);

    assertThat(Totals.problems(text)).isEmpty();
  }
}
