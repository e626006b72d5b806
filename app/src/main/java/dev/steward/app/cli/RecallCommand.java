package dev.steward.app.cli;

import dev.steward.core.memory.Recollection;
import dev.steward.web.MemoryJson;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "recall",
    description = "Show what is known about something, best first, and where it came from.",
    footer = {
      "",
      "Examples:",
      "  steward recall \"when does John like to meet\"",
      "  steward recall --limit 3 --json budget"
    })
final class RecallCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Parameters(arity = "1..*", paramLabel = "QUERY", description = "What it should be about.")
  private String[] query = {};

  @Option(names = "--limit", paramLabel = "N", description = "The most to show (default: 10).")
  private int limit = 10;

  @Option(names = "--json", description = "Print a list as JSON.")
  private boolean json;

  RecallCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    var settings = invocation.settings();
    try (var desk = invocation.desk(settings)) {
      var found =
          desk.recall(invocation.principal(), invocation.user(), String.join(" ", query), limit);
      if (json) {
        invocation.output().json(found.stream().map(MemoryJson::of).toList());
      } else if (found.isEmpty()) {
        invocation.output().line("Nothing is known about that.");
      } else {
        found.forEach(recollection -> show(recollection, invocation.zone(settings)));
      }
    }
    return Cli.OK;
  }

  private void show(Recollection recollection, ZoneId zone) {
    var output = invocation.output();
    var fact = recollection.fact();
    output.line(
        "%s  %s"
            .formatted(
                output.style().bold(String.format(Locale.ROOT, "%.2f", recollection.score())),
                fact.text()));
    var quote = recollection.quote();
    output.line(
        output
            .style()
            .dim(
                "      %s · %s · %s · %s%s"
                    .formatted(
                        fact.layer().name().toLowerCase(Locale.ROOT),
                        Times.minute(fact.recordedAt(), zone),
                        fact.author(),
                        fact.id(),
                        quote.isEmpty() || quote.equals(fact.text()) ? "" : " · “" + quote + "”")));
  }
}
