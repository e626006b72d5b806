package dev.steward.core.run;

/// What one sees of a run while it goes on.
public sealed interface RunEvent {

  /// An attempt at a step begins; what must be written down before is.
  record Begun(Step step) implements RunEvent {}

  /// The step's work is done in the world, and not yet written down: the moment in which a crash
  /// leaves it in doubt.
  record Worked(Step step) implements RunEvent {}

  /// The step ended, and that is written down.
  record Ended(Step step) implements RunEvent {}

  record Text(String run, String text) implements RunEvent {}

  /// The last event: the run is done, has failed, was cancelled or waits, and that is written down.
  /// Or it is still running, and goes on in the next process because the engine closes, or in a
  /// moment because the journal failed.
  record Settled(Run run) implements RunEvent {}
}
