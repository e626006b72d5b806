package dev.steward.core;

import dev.steward.core.routing.Correction;
import dev.steward.core.routing.Lessons;
import dev.steward.core.routing.RouteLog;
import dev.steward.core.routing.Router;
import dev.steward.core.tier.Tier;
import java.util.List;

/// Everything that can be asked of the router. What belongs to another tenant, or to a user that
/// the principal may not speak for, is absent; what changes where everybody's tasks go is refused
/// to a principal of some users only.
public interface RouteDesk {
  /// Where a text would go now, and why: one route, or one for each of its tasks. No model is
  /// asked.
  ///
  /// @throws Failure USER for an empty text
  List<Router.Part> explain(Principal principal, String user, String text);

  /// Where a turn went, and why; none as long as it is not decided, or if there is no such turn.
  List<Router.Part> routed(Principal principal, String turn);

  /// Which models were chosen in a turn, and why, where an agent had several to choose from: in the
  /// order in which they were; none if there was no choice, or no such turn.
  List<Tier> chosen(Principal principal, String turn);

  /// Which model would be given a task now, and why, where an agent has several to choose from: for
  /// each agent and kind of its own, in their order. No model is asked, and nothing is tried out.
  ///
  /// @param agent empty: every agent
  /// @param kind empty: each of the agent's own; else this one, which need not be its own
  /// @throws Failure USER if there is no such agent or kind, or a kind is named and no agent
  List<Tier> tiers(Principal principal, String agent, String kind);

  /// Says what a task really is; from now on it counts.
  ///
  /// @param turn a turn that went wrong; empty: `text` is meant
  /// @param text the task; empty: that of the turn
  /// @param kind the kind it is of, one of the settings
  /// @throws Failure USER if there is no such turn or kind, or neither turn nor text is given
  Correction correct(Principal principal, String user, String turn, String text, String kind);

  /// All corrections, oldest first.
  List<Correction> corrections(Principal principal);

  /// Learns from the corrections; what was learned serves only if it does no worse than what served
  /// on corrections held back from it.
  Lessons.Lesson learn(Principal principal);

  /// Lets what was learned before serve again.
  ///
  /// @throws Failure USER if nothing was
  RouteLog.Serving rollBack(Principal principal);
}
