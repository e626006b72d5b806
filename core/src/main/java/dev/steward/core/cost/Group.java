package dev.steward.core.cost;

/// Calls that their caller holds together, such as those of a batch, and what they may cost in all.
///
/// @param id unlike that of any other group of the tenant; empty: none
/// @param atMost what all calls of the group may cost together, those of earlier processes counted
public record Group(String id, Money atMost) {
  /// Calls that belong to no group.
  public static final Group NONE = new Group("", Money.ZERO);
}
