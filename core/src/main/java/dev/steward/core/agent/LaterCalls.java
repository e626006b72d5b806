package dev.steward.core.agent;

import dev.steward.core.Failure;
import dev.steward.core.cost.Groups;
import dev.steward.core.cost.Terms;
import dev.steward.core.model.BatchModel;
import dev.steward.core.model.Models;
import dev.steward.core.model.Till;
import dev.steward.core.run.CallContext;
import dev.steward.core.run.Durable;
import dev.steward.core.run.Handler;
import dev.steward.core.run.Op;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Calls of models whose answers are not needed at once: those that a provider takes many of
/// together, for less, wait for whoever hands them in and brings the answers.
public final class LaterCalls implements Handler<ModelCalls.Request, LaterCalls.Plan> {
  /// Says whether a call waits.
  public static final Op<ModelCalls.Request, Plan> PLAN =
      new Op<>("later", ModelCalls.Request.class, Plan.class);

  /// What the last part of the time is kept for: to make the call the ordinary way after all.
  public static final Duration RESERVE = Duration.ofHours(1);

  private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

  private final Models models;
  private final Till till;
  private final Groups groups;

  /// How a call is made.
  ///
  /// @param model for which it waits; empty: it is made now, the ordinary way
  /// @param signal by which its [Word] comes
  public record Plan(String model, String signal) {
    private static final Plan NOW = new Plan("", "");

    public boolean isLater() {
      return !model.isEmpty();
    }
  }

  /// What became of a call that waited.
  public sealed interface Word {
    record Answered(ModelCalls.Reply reply) implements Word {}

    /// It was not made, and is not paid: it is to be made the ordinary way.
    record Ordinary() implements Word {}

    /// It failed, and is not made again by itself.
    record Failed(Failure.Kind kind, String code, String text) implements Word {
      public static Failed of(Failure failure) {
        return new Failed(failure.kind(), failure.code(), failure.text());
      }
    }
  }

  /// Plans for these models.
  public LaterCalls(Models models, Till till, Groups groups) {
    this.models = models;
    this.till = till;
    this.groups = groups;
  }

  /// Whether a provider has time enough: what it does not answer by then can still be asked for the
  /// ordinary way.
  ///
  /// @param window within which the provider answers, if it does
  public static boolean isTimeFor(Duration window, Instant now, Instant by) {
    return !now.plus(window).minus(RESERVE).isAfter(by);
  }

  /// A call in the context of a run: made now, or waited for.
  static ModelCalls.Reply reply(ModelCalls.Request request, Durable durable) {
    if (!request.group().mayWait()) {
      return durable.call(ModelCalls.CALL, request);
    }
    var plan = durable.call(PLAN, request);
    if (!plan.isLater()) {
      return durable.call(ModelCalls.CALL, request);
    }
    // Never over by itself: only whoever handed it in knows that it is not being answered.
    var word = durable.await(plan.signal(), Word.class, FOREVER).orElseGet(Word.Ordinary::new);
    return switch (word) {
      case Word.Answered(var reply) -> reply;
      case Word.Ordinary() -> durable.call(ModelCalls.CALL, request);
      case Word.Failed(var kind, var code, var text) -> throw Failure.of(kind, code, text);
    };
  }

  @Override
  public Plan run(ModelCalls.Request request, CallContext context) {
    var group = groups.now(request.scope().tenant(), request.group());
    var purpose = request.purpose(context.key(), group);
    var chain = models.callable(request.models());
    return till.thrifty(chain, models, purpose, request.prompt()).stream()
        .limit(1)
        .flatMap(first -> models.batch(first.name()).stream())
        .filter(model -> isTimeFor(model.limits().window(), context.now(), group.by()))
        .map(BatchModel::name)
        .filter(model -> till.hasPrice(model, Terms.BATCH))
        .map(model -> new Plan(model, context.key()))
        .findFirst()
        .orElse(Plan.NOW);
  }
}
