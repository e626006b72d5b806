package dev.steward.core.run;

import java.time.Instant;

/// A run as the journal keeps it.
///
/// @param id chosen by the starter; unique within the tenant
/// @param user whose run it is
/// @param lane runs of one lane go one after another, in the order of their start; empty: alone
/// @param graph the name of its [Graph]
/// @param input the first state, encoded
/// @param output the last state, encoded; empty until it is done
/// @param error why it failed, or empty
/// @param waitingFor what it waits for, in words; empty unless it waits
/// @param wakeAt when it goes on even if nothing arrives; [Instant#MAX] if never
public record Run(
    String id,
    String tenant,
    String user,
    String lane,
    String graph,
    Status status,
    String input,
    String output,
    String error,
    String waitingFor,
    Instant startedAt,
    Instant updatedAt,
    Instant wakeAt) {

  public enum Status {
    RUNNING,
    WAITING,
    DONE,
    FAILED,
    /// Somebody ended it before it was done.
    CANCELLED;

    public boolean isFinished() {
      return this == DONE || this == FAILED || this == CANCELLED;
    }
  }

  public Run done(String output, Instant at) {
    return with(Status.DONE, output, "", "", Instant.MAX, at);
  }

  public Run failed(String error, Instant at) {
    return with(Status.FAILED, "", error, "", Instant.MAX, at);
  }

  public Run cancelled(Instant at) {
    return with(Status.CANCELLED, "", "", "", Instant.MAX, at);
  }

  public Run waiting(String waitingFor, Instant wakeAt, Instant at) {
    return with(Status.WAITING, "", "", waitingFor, wakeAt, at);
  }

  public Run running(Instant at) {
    return with(Status.RUNNING, "", "", "", Instant.MAX, at);
  }

  private Run with(
      Status status, String output, String error, String waitingFor, Instant wakeAt, Instant at) {
    return new Run(
        id,
        tenant,
        user,
        lane,
        graph,
        status,
        input,
        output,
        error,
        waitingFor,
        startedAt,
        at,
        wakeAt);
  }
}
