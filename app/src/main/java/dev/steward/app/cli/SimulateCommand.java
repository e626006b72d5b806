package dev.steward.app.cli;

import dev.steward.app.settings.Settings;
import dev.steward.app.settings.SettingsFile;
import dev.steward.app.settings.Workload;
import dev.steward.app.settings.WorkloadFile;
import dev.steward.app.simulation.Plan;
import dev.steward.app.simulation.Simulation;
import dev.steward.app.simulation.Simulation.Line;
import dev.steward.core.Failure;
import dev.steward.core.cost.PriceTable;
import dev.steward.core.routing.TaskKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "simulate",
    description = {
      "Show what tasks would cost with another team, other models or other prices.",
      "",
      "Without WORKLOAD the calls of this month are made again, on paper; nothing is done, and no"
          + " model is asked."
    },
    footer = {
      "",
      "Examples:",
      "  steward simulate --model ops_engine=claude-haiku-5-5",
      "  steward simulate --from 2026-11-01 --to 2026-12-01 --team cheaper.yaml",
      "  steward simulate reference --against claude-sonnet-5-5",
      "  steward simulate our-month.csv --by agent --json"
    })
final class SimulateCommand implements Callable<Integer> {
  private static final String REFERENCE = "reference";

  private final Invocation invocation;

  @Mixin private final Period period = new Period();

  @Parameters(
      paramLabel = "WORKLOAD",
      arity = "0..1",
      description =
          "A file of tasks (YAML or CSV: kind, count, input, output), or 'reference': 1,000 tasks that ship.")
  private String workload = "";

  @Option(
      names = "--team",
      paramLabel = "FILE",
      description = "Another steward.yaml: its team, kinds and prices.")
  private @Nullable Path team;

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description = "The prices of another steward.yaml.")
  private @Nullable Path prices;

  @Option(
      names = "--model",
      paramLabel = "AGENT=MODEL",
      description = "Another model for an agent; may be given several times.")
  private Map<String, String> models = new LinkedHashMap<>();

  @Option(
      names = "--against",
      paramLabel = "MODEL",
      description = "The one model for everything (default: the team's dearest for these tasks).")
  private String against = "";

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "When a workload is done (default: now).")
  private String at = "";

  @Option(
      names = "--classify",
      description = "The classifier's model tells the kind of each task of a workload.")
  private boolean classify;

  @Option(names = "--by", paramLabel = "WHAT", description = "kind (the default), agent or model.")
  private By by = By.KIND;

  @Option(names = "--json", description = "Print it as JSON, every kind, agent and model apart.")
  private boolean json;

  private enum By {
    KIND,
    AGENT,
    MODEL
  }

  SimulateCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    var own = invocation.settings();
    var settings = team == null ? own : read(team);
    var plan = new Plan(settings, table(settings), models);
    if (!against.isEmpty()) {
      plan.checkModel(against);
    }
    var isRecorded = workload.isEmpty();
    var result =
        isRecorded
            ? recorded(own, plan)
            : Simulation.of(workload(settings), plan, against, classify);
    if (json) {
      invocation.output().json(result);
    } else if (result.lines().isEmpty()) {
      invocation.output().line("No model was paid for in that time, so there is nothing to go by");
    } else {
      show(result, isRecorded);
    }
    return Cli.OK;
  }

  private Settings read(Path file) {
    return SettingsFile.read(file, invocation.surroundings().clock().getZone());
  }

  private PriceTable table(Settings settings) {
    return prices == null ? settings.prices() : read(prices).prices();
  }

  private Simulation.Result recorded(Settings own, Plan plan) {
    if (classify || !at.isEmpty()) {
      throw Failure.user(
          "--classify and --at are for a workload; what was done was done when it was, and classified as it was");
    }
    var zone = invocation.zone(own);
    try (var desk = invocation.desk(own)) {
      var entries =
          desk.costs(
              invocation.principal(),
              invocation.namedUser(),
              period.start(invocation.now(), zone),
              period.end(invocation.now(), zone));
      return Simulation.of(entries, own.team(), plan, against);
    }
  }

  private Workload workload(Settings settings) {
    var moment =
        at.isEmpty() ? invocation.now() : Times.moment(at, "--at", invocation.zone(settings));
    var file = new WorkloadFile(settings.kinds().stream().map(TaskKind::name).toList(), moment);
    return workload.equals(REFERENCE) ? file.reference() : file.read(Path.of(workload));
  }

  private void show(Simulation.Result result, boolean isRecorded) {
    var sums = new LinkedHashMap<List<String>, Line>();
    result.lines().forEach(line -> sums.merge(name(line), line, Line::plus));
    var rows = new ArrayList<List<String>>();
    rows.add(
        cells(
            by == By.KIND ? List.of("KIND", "AGENT", "MODEL") : List.of(by.name()),
            "CALLS",
            isRecorded ? "WAS" : "",
            "COST",
            "WITH " + result.against()));
    sums.forEach((name, line) -> rows.add(cells(name, line, isRecorded)));
    rows.add(
        cells(
            by == By.KIND ? List.of("total", "", "") : List.of("total"),
            result.total(),
            isRecorded));
    var output = invocation.output();
    output.table(rows);
    output.line("saved: %s %%".formatted(result.saved().toPlainString()));
    result.assumed().forEach(what -> output.line("assumed: " + what));
  }

  private List<String> name(Line line) {
    return switch (by) {
      case KIND -> List.of(line.kind(), line.agent(), line.model());
      case AGENT -> List.of(line.agent());
      case MODEL -> List.of(line.model());
    };
  }

  private static List<String> cells(List<String> name, Line line, boolean isRecorded) {
    return cells(
        name,
        Long.toString(line.calls()),
        isRecorded ? line.booked().toString() : "",
        line.cost().toString(),
        line.against().toString());
  }

  private static List<String> cells(
      List<String> name, String calls, String was, String cost, String against) {
    var cells = new ArrayList<>(name);
    cells.add(calls);
    if (!was.isEmpty()) {
      cells.add(was);
    }
    cells.add(cost);
    cells.add(against);
    return cells;
  }
}
