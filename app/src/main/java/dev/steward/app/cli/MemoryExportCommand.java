package dev.steward.app.cli;

import dev.steward.core.Failure;
import dev.steward.core.MemoryDesk;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Filter;
import dev.steward.core.memory.Selection;
import dev.steward.web.MemoryFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    description = {
      "Write memory as JSON lines: every message, and every fact with its history, whatever became"
          + " of it.",
      "",
      "Everybody's, unless a user is named. 'steward memory import' takes it over again, without a"
          + " loss. A file is there when it is whole, or not at all."
    },
    footer = {
      "",
      "Examples:",
      "  steward memory export backup.jsonl",
      "  steward memory export --user ana ana.jsonl",
      "  steward memory export | gzip > backup.jsonl.gz"
    })
final class MemoryExportCommand extends OnMemory {
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "Where to; left out or '-': to the standard output.")
  private String file = "-";

  MemoryExportCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  int ask(MemoryDesk memory, ZoneId zone) {
    if (file.equals("-")) {
      var out = invocation().surroundings().out();
      write(memory, out);
      out.flush();
      if (out.checkError()) {
        throw Failure.user("The export broke off: the standard output was closed");
      }
      return Cli.OK;
    }
    var target = Path.of(file).toAbsolutePath();
    try {
      var part = Files.createTempFile(target.getParent(), "." + target.getFileName(), ".part");
      part.toFile().deleteOnExit(); // Ctrl-C leaves nothing behind.
      try (var out =
          new PrintStream(
              new BufferedOutputStream(Files.newOutputStream(part)),
              false,
              StandardCharsets.UTF_8)) {
        var entries = write(memory, out);
        if (out.checkError()) {
          throw new IOException("not everything could be written");
        }
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        output().line("Wrote %,d entries to %s".formatted(entries, file));
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException unwritable) {
      throw Failure.internal(
          "Could not write %s (%s); name another file, or make room"
              .formatted(file, unwritable.getClass().getSimpleName()),
          unwritable);
    }
    return Cli.OK;
  }

  private long write(MemoryDesk memory, OutputStream stream) {
    var out = stream instanceof PrintStream print ? print : new PrintStream(stream);
    var count = new AtomicLong();
    try (var progress = new ProgressLine(output())) {
      line(out, MemoryFile.header());
      memory.export(
          principal(),
          selection(),
          exported -> {
            line(out, MemoryFile.line(exported));
            progress.at(count.incrementAndGet(), "entries");
          });
      line(out, MemoryFile.end(count.get()));
    }
    return count.get();
  }

  private static void line(PrintStream out, String line) {
    out.print(line + "\n");
  }

  private Selection selection() {
    var whole = Chosen.whole(principal(), Instant.EPOCH).withStandings(Fact.Standing.values());
    var user = invocation().namedUser();
    return user.isEmpty() ? whole : whole.withFilter(new Filter.Eq("user_id", user));
  }
}
