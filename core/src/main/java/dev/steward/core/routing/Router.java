package dev.steward.core.routing;

import dev.steward.core.Scope;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.Usage;
import dev.steward.core.run.CallContext;

/// Tells what kind of task a message is, and whose.
public interface Router {
  /// A task to be classified.
  ///
  /// @param agent the agent that the sender asked for, or empty
  /// @param turn the turn it is asked for
  record Request(String text, String agent, Scope scope, String turn) {}

  /// What was decided, and what that took.
  ///
  /// @param usage what classifying took; none where no model was asked
  record Decision(Route route, Usage usage, Money cost) {}

  /// Decides. Always comes to a decision: if a model that classifies fails, rules decide.
  ///
  /// @throws dev.steward.core.Failure USER if the sender asked for an agent that is not there
  Decision route(Request request, CallContext context);
}
