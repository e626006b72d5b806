package dev.steward.core.agent;

import dev.steward.core.cost.Money;
import dev.steward.core.tool.Schema;
import java.util.List;

/// One member of the team, as `steward.yaml` or a file of its own describes it.
///
/// @param name lower case with underscores, unique in the team
/// @param role what it is for, in a few words
/// @param instructions what it is told before every task
/// @param models by name, the first that can be called is taken; `local` is none at all
/// @param tools names of the tools that it may use
/// @param kinds the task kinds that are its own; none for an agent that takes what no other owns
public record Agent(
    String name,
    String role,
    String instructions,
    List<String> models,
    List<String> tools,
    List<String> kinds,
    Limits limits,
    Ways ways) {
  /// The model name that means: no model.
  public static final String LOCAL = "local";

  public Agent {
    models = List.copyOf(models);
    tools = List.copyOf(tools);
    kinds = List.copyOf(kinds);
  }

  /// An agent that works alone and answers in words.
  public Agent(
      String name,
      String role,
      String instructions,
      List<String> models,
      List<String> tools,
      List<String> kinds,
      Limits limits) {
    this(name, role, instructions, models, tools, kinds, limits, Ways.ALONE);
  }

  /// What one task may take.
  ///
  /// @param steps the most model calls in one task
  /// @param maxTokens the most tokens that one call may produce
  /// @param maxCost no call is made once a task, with what others did of it, has cost so much;
  ///   zero: no limit of its own
  public record Limits(int steps, int maxTokens, Money maxCost) {
    public static final Limits DEFAULTS = new Limits(12, 4096);

    public Limits(int steps, int maxTokens) {
      this(steps, maxTokens, Money.ZERO);
    }
  }

  /// How it works beside its tools.
  ///
  /// @param delegates names of the agents that it may hand a part of a task to
  /// @param answer the shape that its answers must have, as JSON: none, or one
  public record Ways(List<String> delegates, List<Schema.Struct> answer) {
    /// By itself, in words.
    public static final Ways ALONE = new Ways(List.of(), List.of());

    public Ways {
      delegates = List.copyOf(delegates);
      answer = List.copyOf(answer);
    }
  }
}
