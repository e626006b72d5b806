package dev.steward.app.cli;

import dev.steward.core.MemoryDesk;
import dev.steward.core.memory.Fact;
import dev.steward.web.MemoryJson;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "list",
    description = "List facts, newest first.",
    footer = {
      "",
      "Examples:",
      "  steward memory list",
      "  steward memory list --kind preference --limit 5",
      "  steward memory list --standing quarantined --everybody    what is held back",
      "  steward memory list --standing proposed --everybody       what waits for a yes",
      "  steward memory list --before f42                          the next page"
    })
final class MemoryListCommand extends OnMemory {
  @Mixin private Chosen chosen = new Chosen();

  @Option(
      names = "--standing",
      paramLabel = "STANDING",
      split = ",",
      description = "Which: ${COMPLETION-CANDIDATES}; several with commas (default: active).")
  private List<Fact.Standing> standings = List.of(Fact.Standing.ACTIVE);

  @Option(names = "--limit", paramLabel = "N", description = "The most to show (default: 20).")
  private int limit = 20;

  @Option(names = "--before", paramLabel = "ID", description = "Those older than this one.")
  private String before = "";

  MemoryListCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  int ask(MemoryDesk memory, ZoneId zone) {
    var selection =
        chosen
            .selection(principal(), invocation().user(), invocation().now())
            .withStandings(Set.copyOf(standings).toArray(Fact.Standing[]::new));
    var page = memory.list(principal(), selection, before, limit);
    if (isJson()) {
      output().json(page.stream().map(MemoryJson::of).toList());
      return Cli.OK;
    }
    if (page.isEmpty()) {
      output().line(before.isEmpty() ? "There is nothing of that kind." : "There are no more.");
    }
    new MemoryLines(output(), zone).show(page);
    if (page.size() == limit) {
      output().line(output().style().dim("There may be more: add --before " + page.getLast().id()));
    }
    return Cli.OK;
  }
}
