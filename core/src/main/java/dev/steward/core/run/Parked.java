package dev.steward.core.run;

import java.time.Instant;

/// Unwinds a run that has to wait, so that it holds no thread. An error, so that no node catches it
/// as a failure.
final class Parked extends Error {
  private final String waitingFor;
  private final Instant wakeAt;

  Parked(String waitingFor, Instant wakeAt) {
    super(waitingFor, null, false, false);
    this.waitingFor = waitingFor;
    this.wakeAt = wakeAt;
  }

  String waitingFor() {
    return waitingFor;
  }

  Instant wakeAt() {
    return wakeAt;
  }
}
