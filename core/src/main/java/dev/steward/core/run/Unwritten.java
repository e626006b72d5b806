package dev.steward.core.run;

/// Unwinds a run whose step could not be written down (disk full, say). The run is neither done nor
/// failed: it is tried again from the last step that was written. An error, so that no node takes
/// it for a failure of the step.
final class Unwritten extends Error {
  Unwritten(Step step, Throwable cause) {
    super("step %d (%s) could not be written down".formatted(step.number(), step.op()), cause);
  }
}
