package dev.steward.core.turn;

import dev.steward.core.agent.Source;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.Usage;
import dev.steward.core.memory.Recollection;
import java.time.Instant;
import java.util.List;

/// A turn and what it came to.
///
/// @param id also the id of its run and of the message that it answers
/// @param input the task, secrets masked
/// @param result the answer; empty while it runs; for a failed turn, what went wrong and what to
///   do; for a cancelled one, what was done before
/// @param errorCode of a failed turn, for programs: see [dev.steward.core.Failure#code]; else empty
/// @param taskType `simple`, `draft` or `complex`; empty until it is classified
/// @param kind the fine-grained kind; empty until it is classified
/// @param agent who did it; empty until it is classified
/// @param model the model that answered last; `local` if none was used
/// @param contextUsed what was recalled for it
/// @param sources what the answer rests on
public record Turn(
    String id,
    String tenant,
    String user,
    String session,
    Status status,
    String input,
    String result,
    String errorCode,
    String taskType,
    String kind,
    String agent,
    String model,
    Usage usage,
    Money cost,
    List<Recollection> contextUsed,
    List<Source> sources,
    Instant startedAt,
    Instant updatedAt) {
  public Turn {
    contextUsed = List.copyOf(contextUsed);
    sources = List.copyOf(sources);
  }

  /// A turn without an error code.
  public Turn(
      String id,
      String tenant,
      String user,
      String session,
      Status status,
      String input,
      String result,
      String taskType,
      String kind,
      String agent,
      String model,
      Usage usage,
      Money cost,
      List<Recollection> contextUsed,
      List<Source> sources,
      Instant startedAt,
      Instant updatedAt) {
    this(
        id,
        tenant,
        user,
        session,
        status,
        input,
        result,
        "",
        taskType,
        kind,
        agent,
        model,
        usage,
        cost,
        contextUsed,
        sources,
        startedAt,
        updatedAt);
  }

  public Turn withErrorCode(String errorCode) {
    return new Turn(
        id,
        tenant,
        user,
        session,
        status,
        input,
        result,
        errorCode,
        taskType,
        kind,
        agent,
        model,
        usage,
        cost,
        contextUsed,
        sources,
        startedAt,
        updatedAt);
  }

  public enum Status {
    RUNNING,
    /// Waits for a person or a time.
    WAITING,
    DONE,
    FAILED,
    /// Somebody ended it before it was done.
    CANCELLED
  }
}
