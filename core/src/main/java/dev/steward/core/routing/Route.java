package dev.steward.core.routing;

/// Which kind a task is of, whose it is, and why.
public record Route(TaskType type, String kind, String agent, String reason) {}
