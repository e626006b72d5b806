package dev.steward.app.cli;

import dev.steward.core.Desk;
import dev.steward.core.Failure;
import java.util.function.Function;

/// A conversation, line by line, until the person has enough.
final class Talk {
  private static final String HELP =
      "Type a task in your own words; an empty line does nothing. /help, /quit. Ctrl-D ends.";

  private final Output output;
  private final String user;
  private final TypedLines lines;

  Talk(Invocation invocation, TypedLines lines) {
    this.output = invocation.output();
    this.user = invocation.user();
    this.lines = lines;
  }

  /// Talks until the end of the input; returns the exit code. A task that fails doesn't end it.
  int with(Turns turns, Function<String, Desk.Task> task) {
    output.line(output.style().dim("Steward listens to " + user + ". " + HELP));
    while (true) {
      switch (lines.next(user + "> ")) {
        case TypedLines.Ended ended -> {
          return ended.code();
        }
        case TypedLines.Line(String line) -> {
          if (line.equals("/quit") || line.equals("/exit")) {
            return Cli.OK;
          }
          answer(line, turns, task);
        }
      }
    }
  }

  private void answer(String line, Turns turns, Function<String, Desk.Task> task) {
    if (line.isEmpty()) {
      return;
    }
    if (line.startsWith("/")) {
      output.line(output.style().dim(HELP));
      return;
    }
    try {
      lines.remember(turns.show(task.apply(line)).input());
    } catch (Failure failure) {
      output.note("steward: " + failure.text());
    }
    output.line("");
  }
}
