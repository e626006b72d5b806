package dev.steward.app.cli;

import dev.steward.core.run.Run;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "runs",
    description = {
      "Show what was worked on, newest first.",
      "",
      "A task's run has the task's id. Runs go on by themselves after a crash; one that waits for"
          + " your word says so."
    },
    footer = {
      "",
      "Examples:",
      "  steward runs",
      "  steward runs show t42                    step by step",
      "  steward runs show t42 --graph            as a Mermaid flowchart",
      "  steward runs resume t42 --happened       the step in doubt did happen",
      "  steward runs cancel t42                  ends it before it is done"
    })
final class RunsCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Option(names = "--limit", paramLabel = "N", description = "The most to show (default: 20).")
  private int limit = 20;

  @Option(
      names = "--before",
      paramLabel = "ID",
      description = "Those that started before this one.")
  private String before = "";

  @Option(names = "--json", description = "Print a list as JSON.")
  private boolean json;

  RunsCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    var settings = invocation.settings();
    try (var desk = invocation.desk(settings)) {
      var runs = desk.runs(invocation.principal(), invocation.namedUser(), before, limit);
      if (json) {
        invocation.output().json(runs);
      } else if (runs.isEmpty()) {
        invocation.output().line("Nothing was worked on yet.");
      } else {
        show(runs, invocation.zone(settings));
      }
    }
    return Cli.OK;
  }

  private void show(List<Run> runs, ZoneId zone) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("RUN", "STATUS", "STARTED", "USER", "GRAPH", ""));
    for (var run : runs) {
      rows.add(
          List.of(
              run.id(),
              run.status().name().toLowerCase(Locale.ROOT),
              Times.minute(run.startedAt(), zone),
              run.user(),
              run.graph(),
              run.waitingFor() + run.error()));
    }
    invocation.output().table(rows);
    if (runs.size() == limit) {
      var style = invocation.output().style();
      invocation
          .output()
          .line(style.dim("There may be more: steward runs --before " + runs.getLast().id()));
    }
  }
}
