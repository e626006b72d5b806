package dev.steward.web;

import dev.steward.core.Failure;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.Usage;
import dev.steward.core.turn.Turn;
import dev.steward.core.turn.TurnEvent;
import dev.steward.testkit.desk.Play;
import java.util.List;

/// Turns that more than one test plays.
final class Plays {
  private Plays() {}

  /// A model's answer in three pieces, with tokens of every class.
  static Play ofAModel() {
    return (turn, events) -> {
      events.accept(new TurnEvent.StepBegun(turn.id(), 1, "work", "model"));
      for (var piece : List.of("Dear ", "John, ", "tea? 🍵")) {
        events.accept(new TurnEvent.Text(turn.id(), piece));
      }
      events.accept(new TurnEvent.StepEnded(turn.id(), 1, "work", "model", "DONE"));
      return Play.ended(
          turn,
          Turn.Status.DONE,
          "Dear John, tea? 🍵",
          "claude-haiku-5-5",
          new Usage(10, 20, 3, 4, 50, 6),
          Money.of("0.0125"),
          List.of(),
          List.of());
    };
  }

  /// A turn that is stopped for want of money.
  static Play thatABudgetStops() {
    return (turn, events) -> thatFails().play(turn, events).withErrorCode(Failure.BUDGET_EXCEEDED);
  }

  /// A turn that fails, and says what to do.
  static Play thatFails() {
    return (turn, events) ->
        Play.ended(
            turn,
            Turn.Status.FAILED,
            "No model answered; set ANTHROPIC_API_KEY",
            "local",
            Usage.NONE,
            Money.ZERO,
            List.of(),
            List.of());
  }
}
