package dev.steward.core.agent;

import dev.steward.core.Scope;
import dev.steward.core.cost.Group;
import dev.steward.core.cost.Groups;
import dev.steward.core.cost.Money;
import dev.steward.core.model.Completion;
import dev.steward.core.model.ModelChain;
import dev.steward.core.model.Models;
import dev.steward.core.model.Prompt;
import dev.steward.core.model.Till;
import dev.steward.core.run.CallContext;
import dev.steward.core.run.Handler;
import dev.steward.core.run.Op;
import dev.steward.core.run.Pause;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/// Calls an agent's models as one durable step: the first that answers; see [ModelChain].
public final class ModelCalls implements Handler<ModelCalls.Request, ModelCalls.Reply> {
  public static final Op<Request, Reply> CALL = new Op<>("model", Request.class, Reply.class);

  private final ModelChain chain;
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
    this(new ModelChain(models, till, pause, RandomGenerator.getDefault()));
  }

  /// Calls through this chain.
  public ModelCalls(ModelChain chain) {
    this(chain, Groups.AS_WRITTEN);
  }

  /// Calls through this chain, whose groups may have changed since.
  public ModelCalls(ModelChain chain, Groups groups) {
    this.chain = chain;
    this.groups = groups;
  }

  /// Calls the models in turn until one answers; see [ModelChain#call].
  @Override
  public Reply run(Request request, CallContext context) {
    var purpose =
        request.purpose(context.key(), groups.now(request.scope().tenant(), request.group()));
    var reply = chain.call(request.models(), purpose, request.prompt(), context::stream);
    return new Reply(reply.completion(), reply.cost(), reply.passedOver());
  }

  @Override
  public boolean isInterruptible() {
    return true;
  }
}
