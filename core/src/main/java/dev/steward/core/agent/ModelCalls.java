package dev.steward.core.agent;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.cost.Group;
import dev.steward.core.cost.Groups;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/// Calls models: the first of an agent's that answers, and books what it cost.
///
/// A model that fails in passing is tried again as far as the step's [Retries] go, and then the
/// next one in the chain is. A model without a price is not called, nor is one that a budget does
/// not allow.
public final class ModelCalls implements Handler<ModelCalls.Request, ModelCalls.Reply> {
  public static final Op<Request, Reply> CALL = new Op<>("model", Request.class, Reply.class);

  private final Models models;
  private final Till till;
  private final Pause pause;
  private final RandomGenerator random;
  private final Groups groups;

  /// A call to be made.
  ///
  /// @param models by name, the first that can be called is tried first
  /// @param turn the turn that it is made for
  /// @param group what it is a part of; absent in the journals of versions that did not know it
  /// @param tags it is booked under these; absent in the journals of versions that did not know
  ///   them
  public record Request(
      String agent,
      List<String> models,
      String kind,
      Scope scope,
      String turn,
      Prompt prompt,
      Group group,
      List<String> tags) {
    public Request {
      models = List.copyOf(models);
      group = Objects.requireNonNullElse(group, Group.NONE);
      tags = List.copyOf(Objects.requireNonNullElse(tags, List.of()));
    }

    /// A call that belongs to no group.
    public Request(
        String agent, List<String> models, String kind, Scope scope, String turn, Prompt prompt) {
      this(agent, models, kind, scope, turn, prompt, Group.NONE, List.of());
    }

    /// What it is for.
    ///
    /// @param key the step's
    /// @param group what it is a part of, as that is now
    public Till.Purpose purpose(String key, Group group) {
      return new Till.Purpose(key, scope, turn, agent, kind, group, tags);
    }

    /// The same under these tags.
    public Request withTags(List<String> tags) {
      return new Request(agent, models, kind, scope, turn, prompt, group, tags);
    }

    /// The same as a part of `group`, whose calls together cost no more than it may.
    public Request withGroup(Group group) {
      return new Request(agent, models, kind, scope, turn, prompt, group, tags);
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
    this(models, till, pause, RandomGenerator.getDefault());
  }

  /// Calls of these models.
  ///
  /// @param pause for the time between two attempts
  /// @param random spreads attempts that would come together
  public ModelCalls(Models models, Till till, Pause pause, RandomGenerator random) {
    this(models, till, pause, random, Groups.AS_WRITTEN);
  }

  private ModelCalls(Models models, Till till, Pause pause, RandomGenerator random, Groups groups) {
    this.models = models;
    this.till = till;
    this.pause = pause;
    this.random = random;
    this.groups = groups;
  }

  /// The same calls, whose groups may have changed since.
  public ModelCalls in(Groups groups) {
    return new ModelCalls(models, till, pause, random, groups);
  }

  /// Calls the models in turn until one answers.
  ///
  /// @throws Failure of the last one, its message naming all that were tried; it may be tried again
  ///   later if one of them may
  @Override
  public Reply run(Request request, CallContext context) {
    var purpose =
        request.purpose(context.key(), groups.now(request.scope().tenant(), request.group()));
    var failures = new ArrayList<Failure>();
    var retries = new Retries(pause, random);
    var chain = models.callable(request.models());
    for (var model : till.thrifty(chain, models, purpose, request.prompt())) {
      try {
        return call(model, purpose, request.prompt(), context, retries, failures);
      } catch (Failure failure) {
        if (failure.kind() == Failure.Kind.INTERNAL || Thread.currentThread().isInterrupted()) {
          throw failure;
        }
        failures.add(failure);
      }
    }
    throw failures.isEmpty() ? none(request) : all(failures);
  }

  private Reply call(
      ChatModel model,
      Till.Purpose purpose,
      Prompt prompt,
      CallContext context,
      Retries retries,
      List<Failure> failures) {
    var conduct = models.conduct(model.name());
    for (int attempt = 1; ; attempt++) {
      try {
        var paid = till.call(model, purpose, prompt.under(conduct), context::stream);
        return new Reply(paid.completion(), paid.bill().total(), texts(failures));
      } catch (Failure failure) {
        if (Thread.currentThread().isInterrupted()
            || attempt >= conduct.attempts()
            || !retries.again(failure, attempt)) {
          throw failure;
        }
      }
    }
  }

  private Failure none(Request request) {
    return Failure.user(
        "No model of agent '%s' can be called: %s"
            .formatted(request.agent(), String.join("; ", models.missing(request.models()))));
  }

  private static Failure all(List<Failure> failures) {
    var text = String.join(" Then: ", texts(failures));
    var last = failures.getLast();
    if (last.kind() == Failure.Kind.LIMIT) {
      return Failure.of(last.kind(), last.code(), text);
    }
    return failures.stream()
        .filter(Failure::isRetryable)
        .map(Failure::retryAfter)
        .min(Comparator.naturalOrder())
        .map(wait -> Failure.passing(text, null, wait))
        .orElseGet(() -> Failure.of(last.kind(), last.code(), text));
  }

  private static List<String> texts(List<Failure> failures) {
    return failures.stream().map(Failure::text).toList();
  }
}
