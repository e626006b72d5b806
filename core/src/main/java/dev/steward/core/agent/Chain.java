package dev.steward.core.agent;

import dev.steward.core.cost.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Who handed a task on to whom, and what it may cost.
///
/// @param agents all who are at it, the first one first
/// @param left what may still be spent; zero: as much as the agent's own limit says
/// @param notes how many were made in all of the task
record Chain(List<String> agents, Money left, AtomicInteger notes) {
  Chain {
    agents = List.copyOf(agents);
  }

  static Chain of(Agent first) {
    return new Chain(List.of(first.name()), Money.ZERO, new AtomicInteger());
  }

  boolean mayHandTo(String agent) {
    return !agents.contains(agent) && agents.size() < Delegation.DEEPEST;
  }

  /// The chain with another agent at its end, who may spend what is left.
  Chain to(Agent agent, Money left) {
    var more = new ArrayList<>(agents);
    more.add(agent.name());
    return new Chain(more, left, notes);
  }
}
