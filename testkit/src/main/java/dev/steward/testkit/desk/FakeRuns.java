package dev.steward.testkit.desk;

import dev.steward.core.Desk;
import dev.steward.core.run.Effect;
import dev.steward.core.run.Run;
import dev.steward.core.run.Step;
import dev.steward.core.turn.Turn;
import dev.steward.core.turn.TurnEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;

/// The runs of a [FakeDesk], made from what its turns told.
final class FakeRuns {
  private static final String DIAGRAM = "flowchart TD\n  classify --> work\n";

  private FakeRuns() {}

  static Desk.RunView view(Turn turn, List<TurnEvent> log) {
    var steps = new LinkedHashMap<Integer, Step>();
    for (var event : log) {
      switch (event) {
        case TurnEvent.StepBegun(var id, var number, var node, var op) ->
            steps.put(
                number,
                new Step(
                    id,
                    number,
                    node,
                    op,
                    Effect.PURE,
                    Step.Status.BEGUN,
                    1,
                    "{}",
                    "",
                    turn.startedAt(),
                    turn.startedAt()));
        case TurnEvent.StepEnded(var id, var number, var node, var op, var status) ->
            steps.computeIfPresent(
                number,
                (n, step) -> step.ended(Step.Status.valueOf(status), 1, "{}", turn.updatedAt()));
        case TurnEvent.Text text -> {}
        case TurnEvent.Finished finished -> {}
      }
    }
    return new Desk.RunView(run(turn), List.copyOf(steps.values()), DIAGRAM);
  }

  private static Run run(Turn turn) {
    var isWaiting = turn.status() == Turn.Status.WAITING;
    return new Run(
        turn.id(),
        turn.tenant(),
        turn.user(),
        turn.session(),
        "turn",
        Run.Status.valueOf(turn.status().name()),
        turn.input(),
        turn.status() == Turn.Status.DONE ? turn.result() : "",
        turn.status() == Turn.Status.FAILED ? turn.result() : "",
        isWaiting ? turn.result() : "",
        turn.startedAt(),
        turn.updatedAt(),
        Instant.MAX);
  }
}
