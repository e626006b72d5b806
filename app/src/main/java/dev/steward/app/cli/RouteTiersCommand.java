package dev.steward.app.cli;

import dev.steward.core.cost.Money;
import dev.steward.core.tier.Tier;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "tiers",
    description = {
      "Show which model agents would choose now for each kind of task, and what is known of each.",
      "",
      "Only agents and kinds with `models` in steward.yaml have a choice."
    },
    footer = {
      "",
      "Examples:",
      "  steward route tiers",
      "  steward route tiers --agent ops_engine --kind bulk_operation --json"
    })
final class RouteTiersCommand implements Callable<Integer> {
  /// Fractions of a cent are shown so far.
  private static final int SHOWN = 6;

  private final Invocation invocation;

  @Option(names = "--agent", paramLabel = "NAME", description = "Only this agent's.")
  private String agent = "";

  @Option(names = "--kind", paramLabel = "KIND", description = "Only this kind, with --agent.")
  private String kind = "";

  @Option(names = "--json", description = "Print a list as JSON, with what each is reckoned by.")
  private boolean json;

  RouteTiersCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    var settings = invocation.settings();
    try (var desk = invocation.desk(settings)) {
      var tiers = desk.routes().tiers(invocation.principal(), agent, kind);
      if (json) {
        invocation.output().json(tiers);
      } else if (tiers.isEmpty()) {
        invocation
            .output()
            .line("No agent has a choice; give one `models` in steward.yaml, the weakest first.");
      } else {
        show(tiers);
      }
    }
    return Cli.OK;
  }

  private void show(List<Tier> tiers) {
    var rows = new ArrayList<List<String>>();
    rows.add(
        List.of(
            "KIND", "AGENT", "MODEL", "CHOSEN", "PASSED", "SURELY", "FLOOR", "COST", "EXPECTED"));
    for (var tier : tiers) {
      if (tier.candidates().isEmpty()) {
        rows.add(List.of(tier.kind(), tier.agent(), "none can be called", "", "", "", "", "", ""));
      }
      tier.candidates().forEach(candidate -> rows.add(cells(tier, candidate)));
    }
    invocation.output().table(rows);
  }

  private static List<String> cells(Tier tier, Tier.Candidate candidate) {
    return List.of(
        tier.kind(),
        tier.agent(),
        candidate.model(),
        candidate.model().equals(tier.model()) ? "yes" : "",
        "%d of %d%s"
            .formatted(
                candidate.passed(),
                candidate.passed() + candidate.failed(),
                candidate.trusted() ? ", trusted" : ""),
        share(candidate.surely()),
        share(tier.demand().floor()),
        shown(candidate.cost()),
        shown(candidate.expected()));
  }

  private static String share(double share) {
    return String.format(Locale.ROOT, "%.2f", share);
  }

  private static String shown(Money money) {
    return new Money(money.dollars().setScale(SHOWN, RoundingMode.HALF_UP)).toString();
  }
}
