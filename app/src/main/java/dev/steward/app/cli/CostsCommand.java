package dev.steward.app.cli;

import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.Usage;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "costs",
    description = "Show what models have cost, exactly.",
    footer = {
      "",
      "Examples:",
      "  steward costs                            this month, by model",
      "  steward costs --by agent --user ana",
      "  steward costs --from 2026-11-01 --to 2026-12-01 --by day --json",
      "  steward costs --by call                  each call and its ID",
      "  steward costs budgets                    what may yet be spent",
      "  steward costs explain t42/3              how its bill came about",
      "  steward costs price claude-haiku-5-5 --input 100000 --output 1000"
    })
final class CostsCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin private final Period period = new Period();

  @Option(
      names = "--by",
      paramLabel = "WHAT",
      description =
          "model (the default), agent, user, kind, session, group, tag or day; call: one by one.")
  private By by = By.MODEL;

  @Option(names = "--json", description = "Print every paid call as JSON.")
  private boolean json;

  private enum By {
    MODEL,
    AGENT,
    USER,
    KIND,
    SESSION,
    GROUP,
    TAG,
    DAY,
    CALL
  }

  /// What several calls took together.
  private record Sum(int calls, Usage usage, Money cost) {
    static final Sum NOTHING = new Sum(0, Usage.NONE, Money.ZERO);

    Sum plus(LedgerEntry entry) {
      return new Sum(calls + 1, usage.plus(entry.usage()), cost.plus(entry.cost()));
    }
  }

  CostsCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    var settings = invocation.settings();
    var zone = invocation.zone(settings);
    try (var desk = invocation.desk(settings)) {
      var entries =
          desk.costs(
              invocation.principal(),
              invocation.namedUser(),
              period.start(invocation.now(), zone),
              period.end(invocation.now(), zone));
      if (json) {
        invocation.output().json(entries);
      } else if (entries.isEmpty()) {
        invocation.output().line("No model was paid for: " + Money.ZERO);
      } else {
        show(entries, zone);
      }
    }
    return Cli.OK;
  }

  private void show(List<LedgerEntry> entries, ZoneId zone) {
    var sums = new LinkedHashMap<String, Sum>();
    var total = Sum.NOTHING;
    for (var entry : entries) {
      for (var key : keys(entry, zone)) {
        sums.merge(key, Sum.NOTHING.plus(entry), (sum, one) -> sum.plus(entry));
      }
      total = total.plus(entry);
    }
    var rows = new ArrayList<List<String>>();
    rows.add(List.of(by.name(), "CALLS", "READ", "FROM CACHE", "HIT RATE", "WRITTEN", "COST"));
    sums.entrySet().stream()
        .sorted(
            by == By.DAY || by == By.CALL
                ? (_, _) -> 0
                : Map.Entry.<String, Sum>comparingByValue(
                        Comparator.comparing(Sum::cost, Comparator.reverseOrder()))
                    .thenComparing(Map.Entry.comparingByKey()))
        .forEach(entry -> rows.add(row(entry.getKey(), entry.getValue())));
    rows.add(row("total", total));
    invocation.output().table(rows);
  }

  /// Where a call is counted: once, but under each of its tags.
  private List<String> keys(LedgerEntry entry, ZoneId zone) {
    return by == By.TAG && !entry.tags().isEmpty() ? entry.tags() : List.of(key(entry, zone));
  }

  private String key(LedgerEntry entry, ZoneId zone) {
    return switch (by) {
      case MODEL -> entry.model();
      case AGENT -> entry.agent();
      case USER -> entry.user();
      case KIND -> entry.kind();
      case SESSION -> named(entry.session());
      case GROUP -> named(entry.group());
      case TAG -> named("");
      case CALL -> entry.key();
      case DAY -> LocalDate.ofInstant(entry.completedAt(), zone).toString();
    };
  }

  private static String named(String name) {
    return name.isEmpty() ? "(none)" : name;
  }

  private static List<String> row(String name, Sum sum) {
    return List.of(
        name,
        Integer.toString(sum.calls()),
        count(sum.usage().prompt()),
        count(sum.usage().cacheRead()),
        rate(sum.usage()),
        count(sum.usage().output()),
        sum.cost().toString());
  }

  /// How much of what was read came from a cache.
  private static String rate(Usage usage) {
    return usage.prompt() == 0
        ? "–"
        : Math.round(100.0 * usage.cacheRead() / usage.prompt()) + " %";
  }

  private static String count(long tokens) {
    return String.format(Locale.ROOT, "%,d", tokens);
  }
}
