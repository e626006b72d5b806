package dev.steward.core.cost;

import java.time.Instant;
import java.util.Objects;

/// Calls that their caller holds together, such as those of a batch, and what they may cost in all.
///
/// @param id unlike that of any other group of the tenant; empty: none
/// @param atMost what all calls of the group may cost together, those of earlier processes counted;
///   zero: no cap
/// @param by when their answers are needed at the latest; [Instant#EPOCH]: at once
public record Group(String id, Money atMost, Instant by) {
  /// Calls that belong to no group.
  public static final Group NONE = new Group("", Money.ZERO);

  public Group {
    // Absent in the journals of versions that did not know it.
    by = Objects.requireNonNullElse(by, Instant.EPOCH);
  }

  /// Calls whose answers are needed at once.
  public Group(String id, Money atMost) {
    this(id, atMost, Instant.EPOCH);
  }

  /// Whether the answers are not needed at once.
  public boolean mayWait() {
    return by.isAfter(Instant.EPOCH);
  }
}
