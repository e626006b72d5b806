package dev.steward.app.cli;

import dev.steward.core.Desk.AgentView;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "agents",
    description = "Show the team, and the model that each one would work with now.",
    footer = {
      "",
      "Agents are blocks under 'team' in steward.yaml, or files agents/NAME.md beside it.",
      "'steward agents test NAME' has one do its examples."
    })
final class AgentsCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Option(names = "--json", description = "Print a list as JSON.")
  private boolean json;

  AgentsCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    var settings = invocation.settings();
    try (var desk = invocation.desk(settings)) {
      var team = desk.agents(invocation.principal());
      if (json) {
        invocation.output().json(team);
      } else {
        show(team);
      }
    }
    return Cli.OK;
  }

  private void show(List<AgentView> team) {
    var output = invocation.output();
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("AGENT", "MODEL NOW", "ROLE"));
    team.forEach(view -> rows.add(List.of(view.agent().name(), view.model(), view.agent().role())));
    output.table(rows);
    var missing = team.stream().flatMap(view -> view.missing().stream()).distinct().toList();
    if (!missing.isEmpty()) {
      output.line("");
      missing.forEach(what -> output.line(output.style().dim(what)));
    }
  }
}
