package dev.steward.app.cli;

import dev.steward.core.Failure;
import dev.steward.core.MemoryDesk;
import dev.steward.core.MemoryDesk.Exported;
import dev.steward.web.MemoryFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "import",
    description = {
      "Take over memory from a file: what 'steward memory export' wrote, what Mem0 exports, or JSON"
          + " lines of messages.",
      "",
      "What is there already stays as it is: doing it twice changes nothing, and one that broke off"
          + " is simply done again. Secrets are masked. What names no user becomes --user's."
    },
    footer = {
      "",
      "Examples:",
      "  steward memory import backup.jsonl",
      "  steward memory import --user ana mem0-export.json",
      "  gunzip -c backup.jsonl.gz | steward memory import -",
      "",
      "A line of messages:",
      "  {\"user\": \"ana\", \"text\": \"John likes tea\", \"at\": \"2026-05-03T10:00:00Z\"}",
      "and if you like role, speaker, session, channel, agent, app, run, metadata, id."
    })
final class MemoryImportCommand extends OnMemory {
  private static final int AT_ONCE = 200;

  @Parameters(paramLabel = "FILE", description = "Where from; '-': from the standard input.")
  private String file = "";

  MemoryImportCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  int ask(MemoryDesk memory, ZoneId zone) {
    try (var in = open();
        var progress = new ProgressLine(output());
        var taking = new Taking(memory, progress)) {
      taking.read(in);
    } catch (IOException unreadable) {
      throw Failure.user(
          "Could not read %s (%s); name a file of JSON"
              .formatted(file, unreadable.getClass().getSimpleName()));
    }
    return Cli.OK;
  }

  private InputStream open() throws IOException {
    try {
      return file.equals("-")
          ? invocation().surroundings().in()
          : Files.newInputStream(Path.of(file));
    } catch (NoSuchFileException _) {
      throw Failure.user("There is no file %s; name a file of JSON".formatted(file));
    }
  }

  /// Takes over entries some at a time, and says at its end how many they were.
  private final class Taking implements AutoCloseable {
    private final MemoryDesk memory;
    private final ProgressLine progress;
    private final List<Exported> batch = new ArrayList<>();
    private long read;
    private long taken;

    Taking(MemoryDesk memory, ProgressLine progress) {
      this.memory = memory;
      this.progress = progress;
    }

    void read(InputStream in) {
      var origin =
          new MemoryFile.Origin(
              principal().tenant(), invocation().user(), invocation().now(), Long.MAX_VALUE);
      MemoryFile.read(in, origin, this::add);
    }

    private void add(Exported exported) {
      batch.add(exported);
      if (batch.size() == AT_ONCE) {
        take();
      }
    }

    private void take() {
      var some = List.copyOf(batch);
      batch.clear();
      if (!some.isEmpty()) {
        taken += memory.takeOver(principal(), some);
        read += some.size();
        progress.at(read, "entries");
      }
    }

    /// What was read before something went wrong is taken over, too.
    @Override
    public void close() {
      take();
      progress.close();
      if (isJson()) {
        var shape = new LinkedHashMap<String, Object>();
        shape.put("read", read);
        shape.put("new", taken);
        output().json(shape);
      } else {
        output()
            .line(
                "Took over %,d of %,d entries; the others were there already."
                    .formatted(taken, read));
      }
    }
  }
}
