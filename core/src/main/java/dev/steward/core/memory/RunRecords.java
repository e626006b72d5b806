package dev.steward.core.memory;

import java.util.Set;

/// The records of turns and of what people corrected in them, where a text that is to be forgotten
/// may stand too.
public interface RunRecords {
  /// Nothing is recorded anywhere else.
  RunRecords NONE =
      new RunRecords() {
        @Override
        public int eraseHolding(String tenant, Set<String> texts, boolean dryRun) {
          return 0;
        }

        @Override
        public int eraseOf(String tenant, String user, boolean dryRun) {
          return 0;
        }
      };

  /// Deletes the records that hold one of these texts; says how many.
  ///
  /// @param dryRun only counts them
  int eraseHolding(String tenant, Set<String> texts, boolean dryRun);

  /// Deletes what a user said that stands in no message; says how many records went.
  ///
  /// @param dryRun only counts them
  int eraseOf(String tenant, String user, boolean dryRun);
}
