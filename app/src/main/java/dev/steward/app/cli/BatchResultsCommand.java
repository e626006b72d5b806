package dev.steward.app.cli;

import dev.steward.core.BatchDesk;
import dev.steward.core.Failure;
import dev.steward.core.batch.Item;
import dev.steward.web.BatchFile;
import dev.steward.web.BatchFile.Format;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "results",
    description = {
      "Write what the items of a batch came to, in the order of the file that was handed in.",
      "",
      "With what they were handed in with, and status, result, agent, model and cost. A file is"
          + " there when it is whole, or not at all."
    },
    footer = {
      "",
      "Examples:",
      "  steward batch results b42 --output results.csv",
      "  steward batch results b42 --format jsonl | jq .result",
      "  steward batch results b42 --status failed --output failed.csv"
    })
final class BatchResultsCommand extends OnBatches {
  private static final int PAGE = 500;

  @Parameters(paramLabel = "ID", description = "The batch.")
  private String id = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "csv or jsonl (default: as the name of the output says, else csv).")
  private @Nullable Format format;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to (default: the standard output).")
  private String file = "-";

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      split = ",",
      description = "Only those that are done, failed, waiting or cancelled.")
  private List<Item.State> states = List.of();

  BatchResultsCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  int ask(BatchDesk batches, ZoneId zone) {
    known(batches, id);
    try {
      if (file.equals("-")) {
        var out = invocation().surroundings().out();
        write(batches, out);
        out.flush();
        if (out.checkError()) {
          throw Failure.user("The results broke off: the standard output was closed");
        }
      } else {
        toFile(batches, Path.of(file).toAbsolutePath());
      }
    } catch (IOException unwritable) {
      throw Failure.internal(
          "Could not write %s (%s); name another file, or make room"
              .formatted(file, unwritable.getClass().getSimpleName()),
          unwritable);
    }
    return Cli.OK;
  }

  private void toFile(BatchDesk batches, Path target) throws IOException {
    var part = Files.createTempFile(target.getParent(), "." + target.getFileName(), ".part");
    part.toFile().deleteOnExit(); // Ctrl-C leaves nothing behind.
    try {
      try (var out = new BufferedOutputStream(Files.newOutputStream(part))) {
        write(batches, out);
      }
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      output().note("Wrote %s".formatted(file));
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void write(BatchDesk batches, OutputStream out) throws IOException {
    var which = Set.copyOf(new HashSet<>(states));
    BatchFile.write(out, chosen(), row -> batches.items(principal(), id, which, row, PAGE));
  }

  private Format chosen() {
    if (format != null) {
      return format;
    }
    return isJson() ? Format.JSONL : Format.of(file).orElse(Format.CSV);
  }
}
