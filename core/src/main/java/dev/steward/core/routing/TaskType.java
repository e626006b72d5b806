package dev.steward.core.routing;

/// How much a task asks of whoever does it.
public enum TaskType {
  SIMPLE,
  DRAFT,
  COMPLEX
}
