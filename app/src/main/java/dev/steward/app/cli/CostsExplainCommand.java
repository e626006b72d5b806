package dev.steward.app.cli;

import dev.steward.core.Failure;
import dev.steward.core.cost.LedgerEntry;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "explain",
    description = {
      "Show how the bill of a call came about.",
      "",
      "ID is a call's, as 'steward costs --by call' shows it, or a task's: then all of its calls."
    },
    footer = {"", "Examples:", "  steward costs explain t42/3", "  steward costs explain t42"})
final class CostsExplainCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Parameters(paramLabel = "ID", description = "A call or a task.")
  private String id = "";

  @Option(names = "--json", description = "Print the calls with their bills as JSON.")
  private boolean json;

  CostsExplainCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    var settings = invocation.settings();
    try (var desk = invocation.desk(settings)) {
      var entries = desk.calls(invocation.principal(), id);
      if (entries.isEmpty()) {
        throw Failure.user(
            "No paid call '%s' is booked, nor any of a task of that name; 'steward costs --by call' shows those there are"
                .formatted(id));
      }
      var explained = entries.stream().map(entry -> Repriced.of(entry, settings.prices())).toList();
      if (json) {
        invocation.output().json(explained);
      } else {
        explained.forEach(one -> show(one, invocation.zone(settings)));
      }
    }
    return Cli.OK;
  }

  private void show(Repriced explained, ZoneId zone) {
    var output = invocation.output();
    var entry = explained.call();
    output.line(
        "%s  %s  %s  %s for %s"
            .formatted(
                output.style().bold(entry.key()),
                entry.cost(),
                entry.model(),
                entry.agent(),
                entry.user()));
    output.line(
        "%s, sent %s, complete %s%s"
            .formatted(
                Times.minute(entry.completedAt(), zone),
                entry.startedAt(),
                entry.completedAt(),
                entry.terms().isStandard() ? "" : ", " + entry.terms()));
    output.line(
        "the provider reported: " + (entry.rawUsage().isEmpty() ? "nothing" : entry.rawUsage()));
    output.line(tokens(entry));
    new BillPage(output).show(entry.bill());
    output.line("billed again by the price table of now: " + again(explained));
    output.line("");
  }

  private static String tokens(LedgerEntry entry) {
    var usage = entry.usage();
    return String.format(
        Locale.ROOT,
        "that is: input %,d, cache read %,d, cache write 5m %,d and 1h %,d, output %,d (thinking %,d)",
        usage.input(),
        usage.cacheRead(),
        usage.cacheWrite5m(),
        usage.cacheWrite1h(),
        usage.output(),
        usage.reasoning());
  }

  private static String again(Repriced one) {
    if (one.isUnpriced()) {
      return one.repriced().notes().getFirst().text();
    }
    return one.isSame() ? "the same" : one.now().toString();
  }
}
