package dev.steward.core.routing;

import dev.steward.core.Scope;
import dev.steward.core.cost.Group;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.Usage;
import dev.steward.core.run.CallContext;
import java.util.List;
import java.util.Objects;

/// Tells what kind of task a message is, and whose.
public interface Router {
  /// A task to be classified.
  ///
  /// @param agent the agent that the sender asked for, or empty
  /// @param turn the turn it is asked for
  /// @param tags what it costs is booked under these; absent in the journals of versions that did
  ///   not know them
  /// @param group what a call of a model is a part of; absent likewise
  record Request(
      String text, String agent, Scope scope, String turn, List<String> tags, Group group) {
    public Request {
      group = Objects.requireNonNullElse(group, Group.NONE);
      tags = List.copyOf(Objects.requireNonNullElse(tags, List.of()));
    }

    /// A request without tags, in no group.
    public Request(String text, String agent, Scope scope, String turn) {
      this(text, agent, scope, turn, List.of(), Group.NONE);
    }
  }

  /// What was decided, and what that took.
  ///
  /// @param route of a message of several tasks: that of the first part that asks most
  /// @param usage what classifying took; none where no model was asked
  /// @param parts the tasks of a message of several, in the order in which they are to be done;
  ///   none if it is one task
  record Decision(Route route, Usage usage, Money cost, List<Part> parts) {
    public Decision {
      parts = List.copyOf(parts);
    }

    /// A decision about a message that is one task.
    public static Decision whole(Route route, Usage usage, Money cost) {
      return new Decision(route, usage, cost, List.of());
    }
  }

  /// One task of several in a message.
  record Part(String text, Route route) {}

  /// Decides. Always comes to a decision: if a model that classifies fails, rules decide.
  ///
  /// @throws dev.steward.core.Failure USER if the sender asked for an agent that is not there
  Decision route(Request request, CallContext context);
}
