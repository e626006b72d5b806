package dev.steward.core.memory;

/// placeholder
final class Consolidation {
  static final String NAME = "consolidation";

  private Consolidation() {}
}
