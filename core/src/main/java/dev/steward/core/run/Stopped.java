package dev.steward.core.run;

/// Unwinds a run because the engine is closing. Nothing is written down: the run goes on from its
/// last finished step when the next process starts.
final class Stopped extends Error {
  Stopped() {
    super("the engine is closing", null, false, false);
  }
}
