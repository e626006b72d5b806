package dev.steward.app.cli;

import dev.steward.core.MemoryDesk;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;

@Command(
    name = "reindex",
    description = {
      "Build the index anew from the rows, with the store and the embedder of steward.yaml.",
      "",
      "Needed after another store or embedder was chosen, never else. The old index serves"
          + " meanwhile."
    },
    footer = {"", "Examples:", "  steward memory reindex"})
final class MemoryReindexCommand extends OnMemory {
  MemoryReindexCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  int ask(MemoryDesk memory, ZoneId zone) {
    var done = new AtomicLong();
    try (var line = new ProgressLine(output())) {
      memory.reindex(
          principal(),
          progress -> {
            done.set(progress.done());
            line.at(progress.done(), "of %,d entries".formatted(progress.of()));
          });
    }
    if (isJson()) {
      var shape = new LinkedHashMap<String, Object>();
      shape.put("done", done.get());
      output().json(shape);
    } else {
      output().line("The index is built: %,d entries.".formatted(done.get()));
    }
    return Cli.OK;
  }
}
