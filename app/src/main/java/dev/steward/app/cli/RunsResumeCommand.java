package dev.steward.app.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "resume",
    description = {
      "Let a run go on that waits for your word on a step of unknown outcome.",
      "",
      "After a crash it can't be known whether some steps happened in the world; they are never done"
          + " again by themselves. Look, and say."
    },
    footer = {
      "",
      "Examples:",
      "  steward runs resume t42 --happened",
      "  steward runs resume t42 --not-happened     it is done now"
    })
final class RunsResumeCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Parameters(paramLabel = "ID", description = "The run.")
  private String id = "";

  @ArgGroup(multiplicity = "1")
  private Word word = new Word();

  /// What the person says of the step.
  private static final class Word {
    @Option(names = "--happened", required = true, description = "The step in doubt happened.")
    private boolean happened;

    @Option(names = "--not-happened", required = true, description = "It did not; do it now.")
    private boolean notHappened;
  }

  RunsResumeCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    var settings = invocation.settings();
    try (var desk = invocation.desk(settings)) {
      var run = desk.resume(invocation.principal(), id, word.happened);
      invocation
          .output()
          .line(
              "The run %s is %s; the step in doubt %s."
                  .formatted(
                      run.id(),
                      run.status().name().toLowerCase(Locale.ROOT),
                      word.notHappened ? "is carried out now" : "counts as done"));
    }
    return Cli.OK;
  }
}
