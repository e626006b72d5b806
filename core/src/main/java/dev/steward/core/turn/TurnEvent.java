package dev.steward.core.turn;

/// What one sees of a turn while it runs.
public sealed interface TurnEvent {
  String turn();

  /// A step began. `node` is `classify`, `recall`, `work`, `reply` or `remember`.
  record StepBegun(String turn, int number, String node, String op) implements TurnEvent {}

  /// A step ended; `status` is `DONE`, `FAILED` or `UNKNOWN`.
  record StepEnded(String turn, int number, String node, String op, String status)
      implements TurnEvent {}

  /// A piece of the answer, as the model writes it. May be taken back by a fallback: the result of
  /// the finished turn is what counts.
  record Text(String turn, String text) implements TurnEvent {}

  /// The last event: the turn is done, has failed, was cancelled or waits.
  record Finished(Turn result) implements TurnEvent {
    @Override
    public String turn() {
      return result.id();
    }
  }
}
