package dev.steward.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "learn",
    description = {
      "Learn from the corrections.",
      "",
      "Some are held back, and what was learned serves only if it gets no fewer of them right than"
          + " what served before."
    },
    footer = {"", "Examples:", "  steward route learn"})
final class RouteLearnCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  RouteLearnCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    try (var desk = invocation.desk(invocation.settings())) {
      var lesson = desk.routes().learn(invocation.principal());
      if (json) {
        invocation.output().json(lesson);
      } else {
        invocation.output().line(lesson.said() + ".");
      }
    }
    return Cli.OK;
  }
}
