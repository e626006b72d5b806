package dev.steward.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "batch",
    description = {
      "Have many tasks of one form done: one for each row of a file.",
      "",
      "Each item is done once, whatever happens: what was begun goes on after a crash, and what"
          + " failed can be tried again."
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  steward batch run orders.csv --agent ops_engine --prompt-template \"Sort {order}\"",
      "  steward batch list",
      "  steward batch results b42 --output results.csv",
      "  steward batch retry b42"
    })
final class BatchCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what, such as run, list, show, results or retry");
  }
}
