package dev.steward.app.cli;

import dev.steward.core.MemoryDesk;
import dev.steward.web.MemoryJson;
import java.time.ZoneId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "propose",
    description = {
      "Propose that everybody in the organisation should know a user's fact.",
      "",
      "It waits until somebody says 'steward memory approve'."
    },
    footer = {
      "",
      "Examples:",
      "  steward memory propose f42",
      "  steward memory list --standing proposed --everybody"
    })
final class MemoryProposeCommand extends OnMemory {
  @Parameters(paramLabel = "ID", description = "Of a fact.")
  private String id = "";

  MemoryProposeCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  int ask(MemoryDesk memory, ZoneId zone) {
    var fact = memory.propose(principal(), id, invocation().surroundings().user());
    if (isJson()) {
      output().json(MemoryJson.of(fact));
    } else {
      new MemoryLines(output(), zone).show(fact);
      output().line(output().style().dim("It waits for: steward memory approve " + fact.id()));
    }
    return Cli.OK;
  }
}
