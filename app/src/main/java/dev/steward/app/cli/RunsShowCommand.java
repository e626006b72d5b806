package dev.steward.app.cli;

import dev.steward.core.Desk.RunView;
import dev.steward.core.Failure;
import dev.steward.core.run.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description = "Show one run step by step.",
    footer = {
      "",
      "Examples:",
      "  steward runs show t42",
      "  steward runs show t42 --graph > t42.mmd"
    })
final class RunsShowCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Parameters(paramLabel = "ID", description = "The run.")
  private String id = "";

  @Option(names = "--graph", description = "Print its graph as a Mermaid flowchart.")
  private boolean graph;

  @Option(names = "--steps", description = "Print what goes into and comes out of each step, too.")
  private boolean steps;

  @Option(names = "--json", description = "Print run and steps as JSON.")
  private boolean json;

  RunsShowCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    var settings = invocation.settings();
    try (var desk = invocation.desk(settings)) {
      var view =
          desk.run(invocation.principal(), id)
              .orElseThrow(() ->
                  Failure.user(
                      "There is no run '%s'; 'steward runs' shows those there are".formatted(id)));
      if (graph) {
        invocation.output().line(view.diagram().strip());
      } else if (json) {
        invocation.output().json(view);
      } else {
        show(view, invocation.zone(settings));
      }
    }
    return Cli.OK;
  }

  private void show(RunView view, ZoneId zone) {
    var output = invocation.output();
    var run = view.run();
    output.line(
        "%s  %s  %s  %s"
            .formatted(
                output.style().bold(run.id()),
                run.status().name().toLowerCase(Locale.ROOT),
                run.user(),
                Times.minute(run.startedAt(), zone)));
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("STEP", "NODE", "OPERATION", "STATUS", "TRIES", "TOOK"));
    view.steps().forEach(step -> rows.add(row(step)));
    output.table(rows);
    if (steps) {
      view.steps().forEach(this::details);
    }
    if (!run.error().isEmpty()) {
      output.line(output.style().red("failed: " + run.error()));
    }
    if (!run.waitingFor().isEmpty()) {
      output.line(output.style().yellow("waits for: " + run.waitingFor()));
    }
    if (view.steps().stream().anyMatch(step -> step.status() == Step.Status.UNKNOWN)) {
      output.line(
          "Did the step in doubt happen? Then: steward runs resume %s --happened, else --not-happened"
              .formatted(run.id()));
    }
  }

  private void details(Step step) {
    var output = invocation.output();
    output.line("");
    output.line(output.style().bold(step.number() + " " + step.op()));
    output.line(output.style().dim("  in   ") + step.input());
    output.line(output.style().dim("  out  ") + step.output());
  }

  private static List<String> row(Step step) {
    return List.of(
        Integer.toString(step.number()),
        step.node(),
        step.op(),
        step.status().name().toLowerCase(Locale.ROOT),
        Integer.toString(step.attempts()),
        step.endedAt().isBefore(step.begunAt()) || step.endedAt().equals(Instant.MAX)
            ? ""
            : Times.length(Duration.between(step.begunAt(), step.endedAt())));
  }
}
