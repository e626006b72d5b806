package dev.steward.core.agent;

import dev.steward.core.Failure;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.Usage;
import java.math.BigDecimal;

/// What a task has taken so far, and what it may cost.
final class Spending {
  private final Agent agent;
  private final Money cap;
  private Usage usage = Usage.NONE;
  private Money cost = Money.ZERO;

  /// Nothing spent yet.
  ///
  /// @param left of what whoever handed the task on may spend; zero: as much as the agent's own
  ///   limit says
  Spending(Agent agent, Money left) {
    this.agent = agent;
    this.cap = smaller(agent.limits().maxCost(), left);
  }

  private static Money smaller(Money own, Money left) {
    if (own.equals(Money.ZERO) || left.equals(Money.ZERO)) {
      return own.plus(left);
    }
    return own.compareTo(left) < 0 ? own : left;
  }

  void add(Usage usage, Money cost) {
    this.usage = this.usage.plus(usage);
    this.cost = this.cost.plus(cost);
  }

  /// What another spent is paid for this task.
  void take(Spending other) {
    add(other.usage, other.cost);
  }

  /// To be called before more is spent.
  ///
  /// @throws Failure LIMIT if it is all that the task may cost
  void check(Deeds deeds) {
    if (isCapped() && cost.compareTo(cap) >= 0) {
      throw Failure.limit(
          "Agent '%s' has spent %s of the %s that one task may cost and was stopped; what it did so far: %s. Split the task, or raise limits.max_cost of the agent"
              .formatted(agent.name(), cost, cap, deeds.soFar()));
    }
  }

  /// What a part that is handed on may cost; zero if there is no limit.
  Money left() {
    return isCapped()
        ? new Money(cap.dollars().subtract(cost.dollars()).max(BigDecimal.ZERO))
        : Money.ZERO;
  }

  Usage usage() {
    return usage;
  }

  Money cost() {
    return cost;
  }

  private boolean isCapped() {
    return cap.compareTo(Money.ZERO) > 0;
  }
}
