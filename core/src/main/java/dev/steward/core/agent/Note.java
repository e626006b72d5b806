package dev.steward.core.agent;

import dev.steward.core.Scope;
import dev.steward.core.cost.Money;
import dev.steward.core.run.Op;

/// Something that an agent decided in the middle of a task, to be kept in the session's memory with
/// the name of who decided it, before the talk about it is gone.
///
/// @param id unique within the tenant, the same when the step is repeated
/// @param message the id of the message that the task came with
/// @param agent who decided it
/// @param decision in one sentence
/// @param cost of what led to it
public record Note(
    String id, Scope scope, String message, String agent, String decision, Money cost) {
  /// Keeps it; its handler says whether it was kept.
  public static final Op<Note, Boolean> OP = new Op<>("note", Note.class, Boolean.class);
}
