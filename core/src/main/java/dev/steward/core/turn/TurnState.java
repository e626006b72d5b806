package dev.steward.core.turn;

import dev.steward.core.agent.Answer;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.Usage;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Recollection;
import dev.steward.core.routing.Route;
import dev.steward.core.routing.Router;
import dev.steward.core.routing.TaskType;
import java.util.List;

/// A turn on its way through its graph.
///
/// @param decision empty values until it is classified
/// @param recalled empty until recalled
/// @param answer empty until it is worked on; when that failed, what went wrong
/// @param failed whether the work failed
/// @param errorCode of the failure it failed with
public record TurnState(
    Inbound inbound,
    Router.Decision decision,
    Recalled recalled,
    Answer answer,
    boolean failed,
    String errorCode) {

  /// What was recalled, and what was said before in this session, oldest first.
  public record Recalled(List<Recollection> context, List<Message> history) {
    public Recalled {
      context = List.copyOf(context);
      history = List.copyOf(history);
    }
  }

  /// A turn that has just come in.
  public static TurnState of(Inbound inbound) {
    return new TurnState(
        inbound,
        Router.Decision.whole(Route.of(TaskType.SIMPLE, "", "", ""), Usage.NONE, Money.ZERO),
        new Recalled(List.of(), List.of()),
        Answer.local("", "", "", List.of()),
        false,
        "");
  }

  TurnState with(Router.Decision decision) {
    return new TurnState(inbound, decision, recalled, answer, failed, errorCode);
  }

  TurnState with(Recalled recalled) {
    return new TurnState(inbound, decision, recalled, answer, failed, errorCode);
  }

  TurnState with(Answer answer) {
    return new TurnState(inbound, decision, recalled, answer, false, "");
  }

  TurnState failedWith(Answer answer, String errorCode) {
    return new TurnState(inbound, decision, recalled, answer, true, errorCode);
  }

  /// As it stays when the turn is over, without the talk that it was a part of.
  TurnState over() {
    return new TurnState(
        inbound, decision, new Recalled(recalled.context(), List.of()), answer, failed, errorCode);
  }

  /// What the whole turn took: classifying and work.
  Usage usage() {
    return decision.usage().plus(answer.usage());
  }

  Money cost() {
    return decision.cost().plus(answer.cost());
  }
}
