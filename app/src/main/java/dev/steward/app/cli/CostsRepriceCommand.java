package dev.steward.app.cli;

import dev.steward.core.cost.Money;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "reprice",
    description = {
      "Bill all calls again by the price table of now, and show those that come out differently.",
      "",
      "Nothing that is booked changes."
    },
    footer = {
      "",
      "Examples:",
      "  steward costs reprice                    this month",
      "  steward costs reprice --from 2026-11-01 --to 2026-12-01 --json"
    })
final class CostsRepriceCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin private final Period period = new Period();

  @Option(names = "--json", description = "Print the sums, and the calls that differ, as JSON.")
  private boolean json;

  /// What is printed as JSON.
  private record Outcome(
      int calls, Money booked, Money repriced, int unpriced, List<Repriced> different) {}

  CostsRepriceCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    var settings = invocation.settings();
    var zone = invocation.zone(settings);
    try (var desk = invocation.desk(settings)) {
      var calls =
          desk
              .costs(
                  invocation.principal(),
                  invocation.namedUser(),
                  period.start(invocation.now(), zone),
                  period.end(invocation.now(), zone))
              .stream()
              .map(entry -> Repriced.of(entry, settings.prices()))
              .toList();
      var outcome = outcome(calls);
      if (json) {
        invocation.output().json(outcome);
      } else {
        show(outcome, zone);
      }
    }
    return Cli.OK;
  }

  private static Outcome outcome(List<Repriced> calls) {
    return new Outcome(
        calls.size(),
        calls.stream().map(one -> one.call().cost()).reduce(Money.ZERO, Money::plus),
        calls.stream().map(Repriced::now).reduce(Money.ZERO, Money::plus),
        (int) calls.stream().filter(Repriced::isUnpriced).count(),
        calls.stream().filter(one -> !one.isSame()).toList());
  }

  private void show(Outcome outcome, ZoneId zone) {
    if (!outcome.different().isEmpty()) {
      var rows = new ArrayList<List<String>>();
      rows.add(List.of("CALL", "COMPLETED", "MODEL", "BOOKED", "NOW"));
      for (var one : outcome.different()) {
        rows.add(
            List.of(
                one.call().key(),
                Times.minute(one.call().completedAt(), zone),
                one.call().model(),
                one.call().cost().toString(),
                one.isUnpriced() ? "no price" : one.now().toString()));
      }
      invocation.output().table(rows);
    }
    invocation
        .output()
        .line(
            "%d calls, booked %s, by the price table of now %s; %d differ%s"
                .formatted(
                    outcome.calls(),
                    outcome.booked(),
                    outcome.repriced(),
                    outcome.different().size(),
                    outcome.unpriced() == 0
                        ? ""
                        : ", %d of them %s no price"
                            .formatted(
                                outcome.unpriced(), outcome.unpriced() == 1 ? "has" : "have")));
  }
}
