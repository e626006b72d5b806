package dev.steward.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "rollback",
    description = "Let serve again what was learned before what serves now.",
    footer = {"", "Examples:", "  steward route rollback"})
final class RouteRollbackCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  RouteRollbackCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    try (var desk = invocation.desk(invocation.settings())) {
      var serving = desk.routes().rollBack(invocation.principal());
      if (json) {
        invocation.output().json(serving);
      } else {
        invocation.output().line(serving.reason() + ".");
      }
    }
    return Cli.OK;
  }
}
