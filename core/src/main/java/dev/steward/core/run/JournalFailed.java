package dev.steward.core.run;

/// Unwinds a run whose journal can't be read or written (disk full, say). The run is neither done
/// nor failed: it is tried again from the last step that was written down. An error, so that no
/// node takes it for a failure of a step.
final class JournalFailed extends Error {
  JournalFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
