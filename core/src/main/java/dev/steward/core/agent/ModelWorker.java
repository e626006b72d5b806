package dev.steward.core.agent;

import dev.steward.core.run.Codec;
import dev.steward.core.run.Durable;
import dev.steward.core.tier.TierRules;
import dev.steward.core.tool.Toolbox;

/// Does a task with a language model: it asks, carries out the tools that the model wants, and asks
/// again, until the model answers. Each call of a model or a tool is one durable step, also of
/// those that a part of the task was handed to.
///
/// Where the agent has several models to choose from, one is chosen for the task, what it came to
/// is checked, and a stronger one goes on once if that does not stand up.
public final class ModelWorker implements Worker {
  private final Parts parts;

  /// What the work takes.
  record Parts(Toolbox toolbox, Codec codec, Team team, TierRules rules, AgentObserver observer) {}

  /// A worker with these tools.
  ///
  /// @param team whom a part of a task may be handed to
  /// @param rules who may choose from several models
  /// @param observer looks at the work
  public ModelWorker(
      Toolbox toolbox, Codec codec, Team team, TierRules rules, AgentObserver observer) {
    this.parts = new Parts(toolbox, codec, team, rules, observer);
  }

  @Override
  public Answer work(Assignment assignment, Durable durable) {
    return Work.of(parts, assignment, durable).toTheEnd();
  }

  @Override
  public boolean readsMessages() {
    return true;
  }
}
