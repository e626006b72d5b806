package dev.steward.core.agent;

import dev.steward.core.run.Durable;

/// Does a task. Deterministic but for `durable`, through which every model and tool is called.
public interface Worker {
  Answer work(Assignment assignment, Durable durable);

  /// Whether it also reads what was said, word for word, beside the facts.
  default boolean readsMessages() {
    return false;
  }
}
