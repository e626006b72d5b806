package dev.steward.core.agent;

import dev.steward.core.run.Codec;
import dev.steward.core.run.Durable;
import dev.steward.core.tool.Toolbox;

/// Does a task with a language model: it asks, carries out the tools that the model wants, and asks
/// again, until the model answers. Each call of a model or a tool is one durable step, also of
/// those that a part of the task was handed to.
public final class ModelWorker implements Worker {
  private final Parts parts;

  /// What the work takes.
  record Parts(Toolbox toolbox, Codec codec, Team team, AgentObserver observer) {}

  /// @param team whom a part of a task may be handed to
  public ModelWorker(Toolbox toolbox, Codec codec, Team team) {
    this(toolbox, codec, team, AgentObserver.NONE);
  }

  /// One that somebody looks at.
  public ModelWorker(Toolbox toolbox, Codec codec, Team team, AgentObserver observer) {
    this.parts = new Parts(toolbox, codec, team, observer);
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
