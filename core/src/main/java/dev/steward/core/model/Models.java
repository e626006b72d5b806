package dev.steward.core.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The models that `steward.yaml` names: those that can be called, and why the others can't.
public final class Models {
  private final Map<String, ChatModel> callable;
  private final Map<String, String> missing;
  private final Map<String, Conduct> conducts;
  private final Map<String, BatchModel> batches;

  /// A directory of models by name.
  ///
  /// @param missing for each model that can't be called, what it lacks
  public Models(Map<String, ChatModel> callable, Map<String, String> missing) {
    this(callable, missing, Map.of());
  }

  /// A directory of models by name.
  ///
  /// @param missing for each model that can't be called, what it lacks
  /// @param conducts how they are to be called, where not as usual
  public Models(
      Map<String, ChatModel> callable, Map<String, String> missing, Map<String, Conduct> conducts) {
    this(callable, missing, conducts, Map.of());
  }

  /// A directory of models by name.
  ///
  /// @param missing for each model that can't be called, what it lacks
  /// @param conducts how they are to be called, where not as usual
  /// @param batches those whose providers also take many prompts at once
  public Models(
      Map<String, ChatModel> callable,
      Map<String, String> missing,
      Map<String, Conduct> conducts,
      Map<String, BatchModel> batches) {
    this.callable = Map.copyOf(callable);
    this.missing = Map.copyOf(missing);
    this.conducts = Map.copyOf(conducts);
    this.batches = Map.copyOf(batches);
  }

  /// How a model is to be called.
  public Conduct conduct(String name) {
    return conducts.getOrDefault(name, Conduct.DEFAULTS);
  }

  /// The model of that name, if its provider also takes many prompts at once.
  public Optional<BatchModel> batch(String name) {
    return Optional.ofNullable(batches.get(name));
  }

  public Optional<ChatModel> find(String name) {
    return Optional.ofNullable(callable.get(name));
  }

  /// Those of these models that can be called, in this order.
  public List<ChatModel> callable(List<String> names) {
    return names.stream().flatMap(name -> find(name).stream()).toList();
  }

  /// What this model lacks; empty if it can be called.
  public String lack(String name) {
    return callable.containsKey(name)
        ? ""
        : missing.getOrDefault(name, "it is not in steward.yaml");
  }

  /// What these models lack, for those that can't be called.
  public List<String> missing(List<String> names) {
    return names.stream()
        .filter(missing::containsKey)
        .map(name -> name + ": " + missing.get(name))
        .toList();
  }
}
