package dev.steward.testkit.desk;

import dev.steward.core.agent.Agent;
import dev.steward.core.agent.Source;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.Usage;
import dev.steward.core.memory.Recollection;
import dev.steward.core.turn.Turn;
import dev.steward.core.turn.TurnEvent;
import java.util.List;
import java.util.function.Consumer;

/// What a [FakeDesk] does for a task.
@FunctionalInterface
public interface Play {
  /// Hands out the turn's events, all but `Finished`, and returns the turn as it ends. An interrupt
  /// means that the turn is cancelled or the desk closed; a [dev.steward.core.Failure] reaches
  /// whoever waits.
  Turn play(Turn turn, Consumer<TurnEvent> events) throws InterruptedException;

  /// Works for free, without a model that would write piece by piece, and says the text back.
  static Play saysItBack() {
    return (turn, events) -> {
      events.accept(new TurnEvent.StepBegun(turn.id(), 1, "work", "local"));
      events.accept(new TurnEvent.StepEnded(turn.id(), 1, "work", "local", "DONE"));
      return done(turn, "You said: " + turn.input());
    };
  }

  /// Writes the answer piece by piece, as a model does.
  static Play says(String... pieces) {
    return (turn, events) -> {
      events.accept(new TurnEvent.StepBegun(turn.id(), 1, "work", "model"));
      for (var piece : pieces) {
        events.accept(new TurnEvent.Text(turn.id(), piece));
      }
      events.accept(new TurnEvent.StepEnded(turn.id(), 1, "work", "model", "DONE"));
      return done(turn, String.join("", pieces));
    };
  }

  /// The turn, done for free by `local`.
  static Turn done(Turn turn, String result) {
    return ended(
        turn, Turn.Status.DONE, result, Agent.LOCAL, Usage.NONE, Money.ZERO, List.of(), List.of());
  }

  /// The turn, cancelled before anything was done.
  static Turn cancelled(Turn turn) {
    return ended(
        turn,
        Turn.Status.CANCELLED,
        "Cancelled. Nothing was changed before that.",
        "",
        Usage.NONE,
        Money.ZERO,
        List.of(),
        List.of());
  }

  /// The turn as it ended otherwise.
  static Turn ended(
      Turn turn,
      Turn.Status status,
      String result,
      String model,
      Usage usage,
      Money cost,
      List<Recollection> context,
      List<Source> sources) {
    return new Turn(
        turn.id(),
        turn.tenant(),
        turn.user(),
        turn.session(),
        status,
        turn.input(),
        result,
        "simple",
        "other",
        Agent.LOCAL,
        model,
        usage,
        cost,
        context,
        sources,
        turn.startedAt(),
        turn.updatedAt());
  }
}
