package dev.steward.app.cli;

import dev.steward.core.cost.Money;
import dev.steward.core.cost.Standing;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "budgets",
    description = {
      "Show how the budgets stand.",
      "",
      "Of a budget that each user, agent, task or session has, those that have spent most are shown."
    },
    footer = {"", "Examples:", "  steward costs budgets", "  steward costs budgets --json"})
final class CostsBudgetsCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Option(names = "--json", description = "Print them as JSON, in the shapes of the HTTP API.")
  private boolean json;

  /// A budget as `--json` prints it.
  ///
  /// @param resetsAt empty: never
  private record Shown(
      String budget,
      String whose,
      String who,
      Money alert,
      Money stop,
      Money spent,
      Money reserved,
      Money left,
      String currency,
      String state,
      String since,
      String resetsAt,
      String fallback) {
    static Shown of(Standing standing) {
      var limit = standing.limit();
      var account = limit.account();
      return new Shown(
          limit.budget(),
          word(account.whose()),
          account.who(),
          limit.alert(),
          limit.stop(),
          standing.balance().spent(),
          standing.balance().reserved(),
          standing.left(),
          "USD",
          word(standing.state()),
          account.from().equals(Instant.EPOCH) ? "" : account.from().toString(),
          account.to().equals(Instant.MAX) ? "" : account.to().toString(),
          standing.fallback());
    }
  }

  CostsBudgetsCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    var settings = invocation.settings();
    try (var desk = invocation.desk(settings)) {
      var standings = desk.budgets(invocation.principal());
      if (json) {
        invocation.output().json(standings.stream().map(Shown::of).toList());
      } else if (settings.budgets().budgets().isEmpty() && standings.isEmpty()) {
        invocation
            .output()
            .line(
                "There is no budget: models may cost any amount. Set some under `budgets` in steward.yaml");
      } else {
        show(standings, settings.budgets().zone());
      }
    }
    return Cli.OK;
  }

  private void show(List<Standing> standings, ZoneId zone) {
    var rows = new ArrayList<List<String>>();
    rows.add(
        List.of("BUDGET", "WHO", "SPENT", "RESERVED", "LEFT", "ALERT", "STOP", "STATE", "RESETS"));
    for (var standing : standings) {
      var limit = standing.limit();
      var account = limit.account();
      rows.add(
          List.of(
              limit.budget(),
              account.who(),
              standing.balance().spent().toString(),
              standing.balance().reserved().toString(),
              standing.left().toString(),
              limit.alert().toString(),
              limit.stop().toString(),
              word(standing.state()),
              account.to().equals(Instant.MAX) ? "never" : Times.minute(account.to(), zone)));
    }
    invocation.output().table(rows);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
