package dev.steward.core.cost;

/// Says what a group of calls may cost now, and by when it needs its answers: both may have been
/// changed since a call was written down.
@FunctionalInterface
public interface Groups {
  /// All are as they were.
  Groups AS_WRITTEN = (tenant, group) -> group;

  Group now(String tenant, Group group);
}
