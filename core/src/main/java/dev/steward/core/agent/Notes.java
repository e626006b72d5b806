package dev.steward.core.agent;

import dev.steward.core.cost.Money;
import dev.steward.core.run.Durable;

/// Keeps what is decided on the way through a task, each in a step of its own.
///
/// @param chain counts them
record Notes(Assignment assignment, Durable durable, Chain chain) {
  /// Keeps what an agent decided, and what that has cost.
  void keep(String agent, String decision, Money paid) {
    durable.call(
        Note.OP,
        new Note(
            "%s-note-%d".formatted(assignment.message(), chain.notes().incrementAndGet()),
            assignment.scope(),
            assignment.message(),
            agent,
            decision,
            paid));
  }
}
