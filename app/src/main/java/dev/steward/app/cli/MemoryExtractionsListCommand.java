package dev.steward.app.cli;

import dev.steward.core.MemoryDesk;
import dev.steward.core.memory.Extraction;
import dev.steward.web.MemoryJson;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "list",
    description = "List extractions, newest first.",
    footer = {
      "",
      "Examples:",
      "  steward memory extractions list",
      "  steward memory extractions list --state parked,pending --json"
    })
final class MemoryExtractionsListCommand extends OnMemory {
  @Option(
      names = "--state",
      paramLabel = "STATE",
      split = ",",
      description = "Only ${COMPLETION-CANDIDATES}; several with commas (default: all).")
  private List<Extraction.State> states = List.of(Extraction.State.values());

  @Option(names = "--limit", paramLabel = "N", description = "The most to show (default: 20).")
  private int limit = 20;

  @Option(names = "--before", paramLabel = "ID", description = "Those older than this one.")
  private String before = "";

  MemoryExtractionsListCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  int ask(MemoryDesk memory, ZoneId zone) {
    var page = memory.extractions(principal(), Set.copyOf(states), before, limit);
    if (isJson()) {
      output().json(page.stream().map(MemoryJson::of).toList());
    } else if (page.isEmpty()) {
      output().line("There are none.");
    } else {
      show(page, zone);
    }
    return Cli.OK;
  }

  private void show(List<Extraction> page, ZoneId zone) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("ID", "STATE", "SINCE", "TRIED", "MESSAGES", "FACTS", "ERROR"));
    for (var extraction : page) {
      rows.add(
          List.of(
              extraction.id(),
              Chosen.word(extraction.state()),
              Times.minute(extraction.createdAt(), zone),
              String.valueOf(extraction.attempts()),
              String.valueOf(extraction.messages().size()),
              String.valueOf(extraction.outcomes().size()),
              extraction.error()));
    }
    output().table(rows);
    if (page.size() == limit) {
      output().line(output().style().dim("There may be more: add --before " + page.getLast().id()));
    }
  }
}
