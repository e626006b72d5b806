package dev.steward.app.cli;

import dev.steward.core.BatchDesk;
import dev.steward.core.cost.Money;
import dev.steward.core.text.Spans;
import java.math.BigDecimal;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "resume",
    description = "Go on with a batch that was paused or interrupted, from where it was.",
    footer = {
      "",
      "Examples:",
      "  steward batch resume b42",
      "  steward batch resume b42 --max-cost 10"
    })
final class BatchResumeCommand extends OnBatches {
  @Parameters(paramLabel = "ID", description = "The batch.")
  private String id = "";

  @Option(
      names = "--max-cost",
      paramLabel = "DOLLARS",
      description = "A new cap for all of it; 0: none (default: as before).")
  private @Nullable BigDecimal maxCost;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "The most items at work at once (default: as before).")
  private @Nullable Integer parallel;

  @Option(
      names = "--within",
      paramLabel = "TIME",
      description =
          "By when the results are needed, from when it was handed in; 0s: as soon as can be"
              + " (default: as before).")
  private @Nullable String within;

  @Option(names = "--no-wait", description = "Leave it to a running server, and end at once.")
  private boolean noWait;

  BatchResumeCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  int ask(BatchDesk batches, ZoneId zone) {
    var options = known(batches, id).batch().options();
    if (maxCost != null) {
      options = options.withMaxCost(new Money(maxCost));
    }
    if (parallel != null) {
      options = options.withMaxParallel(parallel);
    }
    if (within != null) {
      options = options.withWithin(Spans.read("--within", within));
    }
    var view = batches.resume(principal(), id, options);
    if (noWait) {
      show(view);
      return Cli.OK;
    }
    return watch(batches, view);
  }
}
