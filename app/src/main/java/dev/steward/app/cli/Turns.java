package dev.steward.app.cli;

import dev.steward.core.Desk;
import dev.steward.core.agent.Source;
import dev.steward.core.turn.CancelWish;
import dev.steward.core.turn.Turn;
import dev.steward.core.turn.TurnEvent;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Has tasks done and shows what comes of them.
final class Turns {
  private final Desk desk;
  private final Invocation invocation;
  private final Output output;
  private final boolean json;

  Turns(Desk desk, Invocation invocation, boolean json) {
    this.desk = desk;
    this.invocation = invocation;
    this.output = invocation.output();
    this.json = json;
  }

  /// Does a task and shows the turn; returns the exit code.
  int take(Desk.Task task) {
    return switch (show(task).status()) {
      case DONE, WAITING, RUNNING -> Cli.OK;
      case FAILED -> Cli.FAILED;
      case CANCELLED -> Cli.INTERRUPTED;
    };
  }

  /// Does a task and shows the turn. Ctrl-C cancels it; a second one ends the process, and the turn
  /// goes on.
  Turn show(Desk.Task task) {
    if (json) {
      var turn = process(task, event -> {});
      output.json(turn);
      return turn;
    }
    var stream = new AnswerStream(output);
    var turn = process(task, stream::accept);
    switch (turn.status()) {
      case DONE, WAITING, RUNNING -> stream.end(turn.result());
      case FAILED -> {
        stream.end("");
        output.note(turn.result());
      }
      case CANCELLED -> {
        stream.breakOff();
        output.note(turn.result());
      }
    }
    details(turn);
    return turn;
  }

  private Turn process(Desk.Task task, Consumer<TurnEvent> events) {
    var wish = new CancelWish(turn -> desk.cancel(invocation.principal(), turn));
    Runnable first =
        () -> {
          output.note("Cancelling … (Ctrl-C again leaves, and what can't be broken off goes on)");
          wish.wish();
        };
    try (var _ = invocation.surroundings().interrupts().during(first)) {
      return desk.process(invocation.principal(), task, wish.andThen(events));
    }
  }

  private void details(Turn turn) {
    var style = output.style();
    turn.sources().stream()
        .filter(source -> !turn.result().contains(source.text()))
        .map(this::line)
        .forEach(line -> output.line(style.dim(line)));
    if (turn.status() == Turn.Status.WAITING) {
      output.line(style.yellow("It waits: see 'steward runs show %s'".formatted(turn.id())));
    }
    output.line(style.dim(summary(turn)));
  }

  private String line(Source source) {
    var said =
        source.quote().isEmpty() || source.quote().equals(source.text())
            ? ""
            : " ← “%s”".formatted(source.quote());
    return "  %s: %s%s".formatted(source.type(), source.text(), said);
  }

  /// Who did it, with what, for how much, in what time.
  private static String summary(Turn turn) {
    return Stream.of(
            turn.agent(),
            turn.model().equals(turn.agent()) ? "" : turn.model(),
            turn.cost().toString(),
            Times.length(Duration.between(turn.startedAt(), turn.updatedAt())))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" · "));
  }
}
