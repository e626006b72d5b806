package dev.steward.core.memory;

import java.util.Set;

/// The records of turns, where a text that is to be forgotten may stand too.
@FunctionalInterface
public interface RunRecords {
  /// Nothing is recorded anywhere else.
  RunRecords NONE = (tenant, texts, dryRun) -> 0;

  /// Deletes the records that hold one of these texts; says how many.
  ///
  /// @param dryRun only counts them
  int eraseHolding(String tenant, Set<String> texts, boolean dryRun);
}
