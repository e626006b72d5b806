package dev.steward.app.cli;

import dev.steward.core.MemoryDesk;
import dev.steward.core.memory.Extraction;
import dev.steward.web.MemoryJson;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "retry",
    description = "Try parked extractions again; without an ID all that are parked.",
    footer = {
      "",
      "Examples:",
      "  steward memory extractions retry x17",
      "  steward memory extractions retry          all of them"
    })
final class MemoryExtractionsRetryCommand extends OnMemory {
  private static final int PAGE = 500;

  @Parameters(arity = "0..*", paramLabel = "ID", description = "Of an extraction.")
  private List<String> ids = List.of();

  MemoryExtractionsRetryCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  int ask(MemoryDesk memory, ZoneId zone) {
    var retried = new ArrayList<Extraction>();
    for (var id : ids.isEmpty() ? parked(memory) : ids) {
      retried.add(memory.retry(principal(), id));
    }
    if (isJson()) {
      output().json(retried.stream().map(MemoryJson::of).toList());
    } else {
      output()
          .line(
              retried.isEmpty()
                  ? "None is parked."
                  : "%,d are tried again: steward memory extractions list"
                      .formatted(retried.size()));
    }
    return Cli.OK;
  }

  private List<String> parked(MemoryDesk memory) {
    var parked = new ArrayList<String>();
    while (true) {
      var page =
          memory.extractions(
              principal(),
              Set.of(Extraction.State.PARKED),
              parked.isEmpty() ? "" : parked.getLast(),
              PAGE);
      page.forEach(extraction -> parked.add(extraction.id()));
      if (page.size() < PAGE) {
        return parked;
      }
    }
  }
}
