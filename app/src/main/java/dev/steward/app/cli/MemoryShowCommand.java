package dev.steward.app.cli;

import dev.steward.core.Failure;
import dev.steward.core.MemoryDesk;
import dev.steward.core.memory.Entry;
import dev.steward.web.MemoryJson;
import java.time.ZoneId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description = "Show everything about one fact or message.",
    footer = {"", "Examples:", "  steward memory show f42", "  steward memory show f42 --json"})
final class MemoryShowCommand extends OnMemory {
  @Parameters(paramLabel = "ID", description = "Of a fact or a message.")
  private String id = "";

  MemoryShowCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  int ask(MemoryDesk memory, ZoneId zone) {
    var entry =
        memory
            .fact(principal(), id)
            .<Entry>map(fact -> fact)
            .or(() -> memory.message(principal(), id))
            .orElseThrow(() ->
                Failure.user(
                    "There is no fact or message '%s'; see 'steward memory list'".formatted(id)));
    if (isJson()) {
      output().json(MemoryJson.of(entry));
    } else {
      new MemoryLines(output(), zone).details(entry);
    }
    return Cli.OK;
  }
}
