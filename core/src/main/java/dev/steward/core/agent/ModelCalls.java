package dev.steward.core.agent;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.cost.Group;
import dev.steward.core.cost.Money;
import dev.steward.core.model.ChatModel;
import dev.steward.core.model.Completion;
import dev.steward.core.model.Models;
import dev.steward.core.model.Prompt;
import dev.steward.core.model.Till;
import dev.steward.core.run.CallContext;
import dev.steward.core.run.Handler;
import dev.steward.core.run.Op;
import dev.steward.core.run.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Calls models: the first of an agent's that answers, and books what it cost.
///
/// A model that fails in passing is tried again, and then the next one in the chain is. A model
/// without a price is not called.
public final class ModelCalls implements Handler<ModelCalls.Request, ModelCalls.Reply> {
  public static final Op<Request, Reply> CALL = new Op<>("model", Request.class, Reply.class);

  private static final int ATTEMPTS = 3;
  private static final Duration BACKOFF = Duration.ofMillis(500);

  /// Who asks to be left alone for longer is passed over for the next model.
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private final Models models;
  private final Till till;
  private final Pause pause;

  /// A call to be made.
  ///
  /// @param models by name, the first that can be called is tried first
  /// @param turn the turn that it is made for
  /// @param group what it is a part of; absent in the journals of versions that did not know it
  public record Request(
      String agent,
      List<String> models,
      String kind,
      Scope scope,
      String turn,
      Prompt prompt,
      Group group) {
    public Request {
      models = List.copyOf(models);
      group = Objects.requireNonNullElse(group, Group.NONE);
    }

    /// A call that belongs to no group.
    public Request(
        String agent, List<String> models, String kind, Scope scope, String turn, Prompt prompt) {
      this(agent, models, kind, scope, turn, prompt, Group.NONE);
    }

    /// The same as a part of `group`, whose calls together cost no more than it may.
    public Request withGroup(Group group) {
      return new Request(agent, models, kind, scope, turn, prompt, group);
    }
  }

  /// What came back.
  ///
  /// @param passedOver why models before the one that answered did not
  public record Reply(Completion completion, Money cost, List<String> passedOver) {
    public Reply {
      passedOver = List.copyOf(passedOver);
    }
  }

  public ModelCalls(Models models, Till till, Pause pause) {
    this.models = models;
    this.till = till;
    this.pause = pause;
  }

  /// Calls the models in turn until one answers.
  ///
  /// @throws Failure of the last one, its message naming all that were tried
  @Override
  public Reply run(Request request, CallContext context) {
    var failures = new ArrayList<Failure>();
    var purpose =
        new Till.Purpose(
            context.key(),
            request.scope(),
            request.turn(),
            request.agent(),
            request.kind(),
            request.group());
    var chain = models.callable(request.models());
    for (var model : till.thrifty(chain, models, purpose, request.prompt())) {
      try {
        return call(model, purpose, request.prompt(), context, failures);
      } catch (Failure failure) {
        if (failure.kind() == Failure.Kind.INTERNAL) {
          throw failure;
        }
        failures.add(failure);
      }
    }
    if (failures.isEmpty()) {
      throw Failure.user(
          "No model of agent '%s' can be called: %s"
              .formatted(request.agent(), String.join("; ", models.missing(request.models()))));
    }
    var last = failures.getLast();
    throw Failure.of(last.kind(), last.code(), String.join(" Then: ", texts(failures)));
  }

  private Reply call(
      ChatModel model,
      Till.Purpose purpose,
      Prompt prompt,
      CallContext context,
      List<Failure> failures) {
    for (int attempt = 1; ; attempt++) {
      try {
        var paid = till.call(model, purpose, prompt, context::stream);
        return new Reply(paid.completion(), paid.bill().total(), texts(failures));
      } catch (Failure failure) {
        if (!failure.isRetryable()
            || attempt == ATTEMPTS
            || failure.retryAfter().compareTo(LONGEST_WAIT) > 0) {
          throw failure;
        }
        waitBefore(attempt, failure);
      }
    }
  }

  private void waitBefore(int attempt, Failure failure) {
    var backoff = BACKOFF.multipliedBy(1L << (attempt - 1));
    try {
      pause.of(backoff.compareTo(failure.retryAfter()) > 0 ? backoff : failure.retryAfter());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.internal("Waiting to call a model again was interrupted", e);
    }
  }

  private static List<String> texts(List<Failure> failures) {
    return failures.stream().map(Failure::text).toList();
  }
}
