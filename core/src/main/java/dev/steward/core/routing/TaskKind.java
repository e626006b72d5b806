package dev.steward.core.routing;

import java.util.List;

/// A kind of task, finer than its type.
///
/// @param name lower case with underscores, such as `schedule_meeting`
/// @param description told to a model that classifies
/// @param examples tasks of that kind in words, beside those that ship; they are learned from
public record TaskKind(String name, TaskType type, String description, List<String> examples) {
  public TaskKind {
    examples = List.copyOf(examples);
  }

  /// A kind without examples of its own.
  public TaskKind(String name, TaskType type, String description) {
    this(name, type, description, List.of());
  }
}
