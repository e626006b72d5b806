package dev.steward.app.cli;

import dev.steward.core.Desk;
import dev.steward.core.agent.Source;
import dev.steward.core.turn.Turn;
import java.time.Duration;
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

  /// Does a task and shows the turn; returns whether it went well.
  boolean take(Desk.Task task) {
    return show(task).status() != Turn.Status.FAILED;
  }

  /// Does a task and shows the turn.
  Turn show(Desk.Task task) {
    if (json) {
      var turn = desk.process(invocation.principal(), task, event -> {});
      output.json(turn);
      return turn;
    }
    var stream = new AnswerStream(output);
    var turn = desk.process(invocation.principal(), task, stream::accept);
    stream.end(turn.status() == Turn.Status.FAILED ? "" : turn.result());
    if (turn.status() == Turn.Status.FAILED) {
      output.note(turn.result());
    }
    details(turn);
    return turn;
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
