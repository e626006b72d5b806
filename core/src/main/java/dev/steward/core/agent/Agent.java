package dev.steward.core.agent;

import java.util.List;

/// One member of the team, as `steward.yaml` describes it.
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
    Limits limits) {
  /// The model name that means: no model.
  public static final String LOCAL = "local";

  public Agent {
    models = List.copyOf(models);
    tools = List.copyOf(tools);
    kinds = List.copyOf(kinds);
  }

  /// What one task may take.
  ///
  /// @param steps the most model calls in one task
  /// @param maxTokens the most tokens that one call may produce
  public record Limits(int steps, int maxTokens) {
    public static final Limits DEFAULTS = new Limits(12, 4096);
  }
}
