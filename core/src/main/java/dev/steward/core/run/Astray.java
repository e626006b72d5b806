package dev.steward.core.run;

/// Unwinds a run that can't follow its own record, because its graph was changed while it ran. The
/// run fails. An error, so that no node takes it for a failure of a step and goes on.
final class Astray extends Error {
  Astray(String message) {
    super(message, null, false, false);
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
