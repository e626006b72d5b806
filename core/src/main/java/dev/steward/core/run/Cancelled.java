package dev.steward.core.run;

/// Unwinds a run that somebody cancelled. An error, so that no node takes it for a failure of a
/// step and goes on.
final class Cancelled extends Error {
  private static final long serialVersionUID = 1;

  Cancelled() {
    super("the run was cancelled", null, false, false);
  }
}
