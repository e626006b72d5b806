package dev.steward.core.routing;

/// A kind of task, finer than its type.
///
/// @param name lower case with underscores, such as `schedule_meeting`
/// @param description told to a model that classifies
public record TaskKind(String name, TaskType type, String description) {}
