package dev.steward.app.cli;

import dev.steward.core.turn.Turn;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "cancel",
    description = {
      "End a task before it is done.",
      "",
      "A model that is writing is broken off, and what it has cost is booked. A step that changes"
          + " something is let finish; no other begins. An item of a batch ends with its batch:"
          + " steward batch cancel."
    },
    footer = {"", "Examples:", "  steward runs cancel t42"})
final class RunsCancelCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Parameters(paramLabel = "ID", description = "The run.")
  private String id = "";

  @Option(names = "--json", description = "Print the whole turn as JSON.")
  private boolean json;

  RunsCancelCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    var settings = invocation.settings();
    try (var desk = invocation.desk(settings)) {
      var turn = desk.cancel(invocation.principal(), id);
      if (json) {
        invocation.output().json(turn);
      } else {
        invocation.output().line(said(turn));
      }
    }
    return Cli.OK;
  }

  private static String said(Turn turn) {
    return switch (turn.status()) {
      case CANCELLED -> turn.result();
      case DONE, FAILED -> "The run %s was over already.".formatted(turn.id());
      case RUNNING, WAITING ->
          "The run %s ends as soon as what can't be broken off is over.".formatted(turn.id());
    };
  }
}
