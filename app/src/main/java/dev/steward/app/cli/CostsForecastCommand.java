package dev.steward.app.cli;

import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "forecast",
    description = {
      "Show what this month will have cost.",
      "",
      "It is assumed that the rest of the month goes like the part that has passed."
    },
    footer = {"", "Examples:", "  steward costs forecast", "  steward costs forecast --user ana"})
final class CostsForecastCommand implements Callable<Integer> {
  private static final int CENTS = 2;

  private final Invocation invocation;

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  /// A month so far, and as it will have been.
  record Forecast(
      Instant from, Instant now, Instant to, Money spent, Money expected, String currency) {
    static Forecast of(Money spent, Instant now, ZoneId zone) {
      var first = LocalDate.ofInstant(now, zone).withDayOfMonth(1);
      var from = first.atStartOfDay(zone).toInstant();
      var to = first.plusMonths(1).atStartOfDay(zone).toInstant();
      var passed = Math.max(1, Duration.between(from, now).toSeconds());
      var expected =
          spent
              .dollars()
              .multiply(BigDecimal.valueOf(Duration.between(from, to).toSeconds()))
              .divide(BigDecimal.valueOf(passed), MathContext.DECIMAL64)
              .setScale(CENTS, RoundingMode.HALF_UP);
      return new Forecast(from, now, to, spent, new Money(expected), "USD");
    }
  }

  CostsForecastCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    var settings = invocation.settings();
    var zone = settings.budgets().zone();
    var now = invocation.now();
    try (var desk = invocation.desk(settings)) {
      var from = Forecast.of(Money.ZERO, now, zone).from();
      var spent =
          desk
              .costs(invocation.principal(), invocation.namedUser(), from, now.plusSeconds(1))
              .stream()
              .map(LedgerEntry::cost)
              .reduce(Money.ZERO, Money::plus);
      var forecast = Forecast.of(spent, now, zone);
      if (json) {
        invocation.output().json(forecast);
      } else {
        show(forecast, zone);
      }
    }
    return Cli.OK;
  }

  private void show(Forecast forecast, ZoneId zone) {
    invocation
        .output()
        .line(
            String.format(
                Locale.ROOT,
                "%s spent in %.1f of %d days. If the rest of the month goes like this: %s by %s",
                forecast.spent(),
                days(forecast.from(), forecast.now()),
                Math.round(days(forecast.from(), forecast.to())),
                forecast.expected(),
                Times.minute(forecast.to(), zone)));
  }

  private static double days(Instant from, Instant to) {
    return Duration.between(from, to).toMinutes() / (24.0 * 60);
  }
}
