package dev.steward.app;

import dev.steward.core.batch.BatchStore;
import dev.steward.core.memory.RunRecords;
import dev.steward.core.run.Journal;
import java.util.Set;

/// The records of turns in the journal, and the items of batches. What is still under way stays
/// until it is done.
final class TurnRecords implements RunRecords {
  private final Journal journal;
  private final BatchStore batches;

  TurnRecords(Journal journal, BatchStore batches) {
    this.journal = journal;
    this.batches = batches;
  }

  @Override
  public int eraseHolding(String tenant, Set<String> texts, boolean dryRun) {
    var holding = journal.holding(tenant, texts);
    var records = dryRun ? holding.size() : journal.erase(tenant, holding).size();
    return records + batches.forget(tenant, texts, dryRun);
  }
}
