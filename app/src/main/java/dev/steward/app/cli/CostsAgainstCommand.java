package dev.steward.app.cli;

import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.PaidCall;
import dev.steward.core.cost.PriceTable;
import dev.steward.core.cost.Terms;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "against",
    description = {
      "Show what the same calls would have cost with one model for everything.",
      "",
      "Each call is billed again at that model's prices of the moment when it was made."
    },
    footer = {
      "",
      "Examples:",
      "  steward costs against claude-sonnet-5-5",
      "  steward costs against claude-sonnet-5-5 --from 2026-11-01 --to 2026-12-01 --json"
    })
final class CostsAgainstCommand implements Callable<Integer> {
  private static final String ASSUMED =
      "the same tokens, as many of them from a cache, at the prices of the same moments; models count tokens differently, and how well the work was done is not compared";
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final Invocation invocation;

  @Mixin private final Period period = new Period();

  @Parameters(paramLabel = "MODEL", description = "The model that would have done everything.")
  private String model = "";

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  /// The calls of one model.
  ///
  /// @param against what the other one would have cost
  record Row(String model, int calls, Money cost, Money against) {
    Row plus(Row other) {
      return new Row(
          model, calls + other.calls, cost.plus(other.cost), against.plus(other.against));
    }
  }

  /// The whole comparison.
  ///
  /// @param saved in percent of `against`, rounded down to a tenth; 0 if that is nothing
  record Comparison(
      String against,
      List<Row> models,
      Row total,
      BigDecimal saved,
      String assumed,
      String currency) {
    static Comparison of(List<LedgerEntry> entries, String against, PriceTable prices) {
      var rows = new LinkedHashMap<String, Row>();
      var total = new Row("total", 0, Money.ZERO, Money.ZERO);
      for (var entry : entries) {
        var row = new Row(entry.model(), 1, entry.cost(), would(entry, against, prices));
        rows.merge(entry.model(), row, Row::plus);
        total = total.plus(row);
      }
      return new Comparison(
          against, List.copyOf(rows.values()), total, saved(total), ASSUMED, "USD");
    }

    /// A batch stays one; another provider's tiers and regions mean nothing to this one.
    private static Money would(LedgerEntry entry, String against, PriceTable prices) {
      var terms = entry.terms().batch() ? Terms.BATCH : Terms.STANDARD;
      return prices
          .settle(
              new PaidCall(against, entry.usage(), terms, entry.startedAt(), entry.completedAt()))
          .total();
    }

    private static BigDecimal saved(Row total) {
      var against = total.against().dollars();
      return against.signum() == 0
          ? BigDecimal.ZERO
          : against
              .subtract(total.cost().dollars())
              .multiply(HUNDRED)
              .divide(against, 1, RoundingMode.FLOOR);
    }
  }

  CostsAgainstCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    var settings = invocation.settings();
    var zone = invocation.zone(settings);
    var now = invocation.now();
    settings.prices().check(model, Terms.STANDARD, now);
    try (var desk = invocation.desk(settings)) {
      var entries =
          desk.costs(
              invocation.principal(),
              invocation.namedUser(),
              period.start(now, zone),
              period.end(now, zone));
      var comparison = Comparison.of(entries, model, settings.prices());
      if (json) {
        invocation.output().json(comparison);
      } else {
        show(comparison);
      }
    }
    return Cli.OK;
  }

  private void show(Comparison comparison) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("MODEL", "CALLS", "COST", "WITH " + model));
    comparison.models().forEach(row -> rows.add(cells(row)));
    rows.add(cells(comparison.total()));
    var output = invocation.output();
    output.table(rows);
    output.line("saved: %s %%".formatted(comparison.saved().toPlainString()));
    output.line("assumed: " + comparison.assumed());
  }

  private static List<String> cells(Row row) {
    return List.of(
        row.model(),
        Integer.toString(row.calls()),
        row.cost().toString(),
        row.against().toString());
  }
}
