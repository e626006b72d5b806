package dev.steward.app.cli;

import dev.steward.core.BatchDesk;
import dev.steward.core.Principal;
import java.time.ZoneId;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `batch pause`, `batch retry` and `batch cancel`.
@Command
final class BatchChangeCommand extends OnBatches {
  private final Change change;

  @Parameters(paramLabel = "ID", description = "The batch.")
  private String id = "";

  @Option(names = "--no-wait", description = "Leave it to a running server, and end at once.")
  private boolean noWait;

  /// What is done with a batch.
  @FunctionalInterface
  private interface Change {
    BatchDesk.View apply(BatchDesk batches, Principal principal, String id);
  }

  private BatchChangeCommand(Invocation invocation, Change change) {
    super(invocation);
    this.change = change;
  }

  static CommandLine pause(Invocation invocation) {
    return command(
        new BatchChangeCommand(invocation, BatchDesk::pause),
        "pause",
        "Begin no more items; those under way are finished. 'batch resume' goes on.");
  }

  static CommandLine retry(Invocation invocation) {
    return command(
        new BatchChangeCommand(invocation, BatchDesk::retry),
        "retry",
        "Do anew what failed (of a cancelled batch: what was not begun, too), and nothing else.");
  }

  static CommandLine cancel(Invocation invocation) {
    return command(
        new BatchChangeCommand(invocation, BatchDesk::cancel),
        "cancel",
        "Begin no more items, for good; those under way are finished.");
  }

  private static CommandLine command(BatchChangeCommand change, String name, String description) {
    var line = new CommandLine(change);
    line.getCommandSpec().name(name).usageMessage().description(description);
    return line;
  }

  @Override
  int ask(BatchDesk batches, ZoneId zone) {
    known(batches, id);
    var view = change.apply(batches, principal(), id);
    if (noWait) {
      show(view);
      return Cli.OK;
    }
    var code = watch(batches, view);
    return view.batch().state().isAtRest() ? Cli.OK : code;
  }
}
