package dev.steward.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "corrections",
    description = "Show what people corrected, oldest first.",
    footer = {"", "Examples:", "  steward route corrections --json"})
final class RouteCorrectionsCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  RouteCorrectionsCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    var settings = invocation.settings();
    try (var desk = invocation.desk(settings)) {
      var corrections = desk.routes().corrections(invocation.principal());
      if (json) {
        invocation.output().json(corrections);
      } else if (corrections.isEmpty()) {
        invocation.output().line("Nothing was corrected.");
      } else {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("WHEN", "BY", "KIND", "TEXT"));
        corrections.forEach(one ->
            rows.add(
                List.of(
                    Times.minute(one.at(), invocation.zone(settings)),
                    one.user(),
                    one.kind(),
                    one.text())));
        invocation.output().table(rows);
      }
    }
    return Cli.OK;
  }
}
