package dev.steward.core.memory;

import java.time.Instant;
import java.util.List;

/// Facts that are to be extracted from messages, and how far that is.
///
/// @param id unique within the tenant; the same id is extracted once
/// @param messages the ids of messages of one user, in their order
/// @param instructions what else the extracting model is told, or empty
/// @param expiresAt when what is extracted stops being recalled; [Fact.Validity#OPEN]: never
/// @param attempts how often it was begun
/// @param dueAt when it is to be tried next
/// @param outcomes what it came to, once it has succeeded
/// @param error why the last attempt failed, or empty
public record Extraction(
    String id,
    String tenant,
    List<String> messages,
    String instructions,
    Instant expiresAt,
    State state,
    int attempts,
    Instant createdAt,
    Instant dueAt,
    Instant startedAt,
    Instant endedAt,
    List<Outcome> outcomes,
    String error) {
  public enum State {
    PENDING,
    RUNNING,
    SUCCEEDED,
    /// Tried as often as it is worth; waits for a person to try it again.
    PARKED
  }

  /// What was done about one fact.
  public record Outcome(String fact, Revision.Event event) {}

  public Extraction {
    messages = List.copyOf(messages);
    outcomes = List.copyOf(outcomes);
  }

  /// One that waits for its first attempt.
  public static Extraction pending(
      String id,
      String tenant,
      List<String> messages,
      String instructions,
      Instant expiresAt,
      Instant at) {
    return new Extraction(
        id,
        tenant,
        messages,
        instructions,
        expiresAt,
        State.PENDING,
        0,
        at,
        at,
        Fact.Validity.OPEN,
        Fact.Validity.OPEN,
        List.of(),
        "");
  }

  public Extraction withMessages(List<String> messages) {
    return new Extraction(
        id,
        tenant,
        messages,
        instructions,
        expiresAt,
        state,
        attempts,
        createdAt,
        dueAt,
        startedAt,
        endedAt,
        outcomes,
        error);
  }

  public Extraction started(Instant at) {
    return with(State.RUNNING, attempts + 1, dueAt, at, Fact.Validity.OPEN, outcomes, error);
  }

  public Extraction succeeded(Instant at, List<Outcome> outcomes) {
    return with(State.SUCCEEDED, attempts, dueAt, startedAt, at, outcomes, "");
  }

  /// Failed, and to be tried again at `dueAt`.
  public Extraction again(Instant dueAt, String error) {
    return with(State.PENDING, attempts, dueAt, startedAt, Fact.Validity.OPEN, outcomes, error);
  }

  public Extraction parked(Instant at, String error) {
    return with(State.PARKED, attempts, dueAt, startedAt, at, outcomes, error);
  }

  /// As if it had never been tried, due at `at`.
  public Extraction afresh(Instant at) {
    return with(State.PENDING, 0, at, Fact.Validity.OPEN, Fact.Validity.OPEN, outcomes, "");
  }

  private Extraction with(
      State state,
      int attempts,
      Instant dueAt,
      Instant startedAt,
      Instant endedAt,
      List<Outcome> outcomes,
      String error) {
    return new Extraction(
        id,
        tenant,
        messages,
        instructions,
        expiresAt,
        state,
        attempts,
        createdAt,
        dueAt,
        startedAt,
        endedAt,
        outcomes,
        error);
  }
}
