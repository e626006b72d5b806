package dev.steward.testkit;

import dev.steward.core.run.Codec;
import dev.steward.core.run.Journal;

/// What the engine of runs is tried on.
public interface JournalledRuns {
  /// The journal: empty when a test begins, and the same one throughout it.
  Journal journal();

  /// The same journal as the next process finds it; the one before is no longer used.
  Journal reopened();

  /// How states and outcomes are written.
  Codec codec();
}
