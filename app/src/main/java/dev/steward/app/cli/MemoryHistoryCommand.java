package dev.steward.app.cli;

import dev.steward.core.MemoryDesk;
import dev.steward.core.memory.Revision;
import dev.steward.web.MemoryJson;
import java.time.ZoneId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "history",
    description = "Show what happened to a fact, and to those that it took the place of.",
    footer = {"", "Examples:", "  steward memory history f42"})
final class MemoryHistoryCommand extends OnMemory {
  @Parameters(paramLabel = "ID", description = "Of a fact.")
  private String id = "";

  MemoryHistoryCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  int ask(MemoryDesk memory, ZoneId zone) {
    var history = memory.history(principal(), id);
    if (isJson()) {
      output().json(history.stream().map(MemoryJson::of).toList());
    } else {
      history.forEach(revision -> show(revision, zone));
    }
    return Cli.OK;
  }

  private void show(Revision revision, ZoneId zone) {
    var style = output().style();
    output()
        .line(
            "%s  %s%s  %s"
                .formatted(
                    Times.minute(revision.at(), zone),
                    style.bold(Chosen.word(revision.event())),
                    revision.by().isEmpty() ? "" : " by " + revision.by(),
                    style.dim(revision.fact().id())));
    output().line("  " + revision.fact().text());
  }
}
