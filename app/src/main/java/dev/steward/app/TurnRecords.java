package dev.steward.app;

import dev.steward.core.memory.RunRecords;
import dev.steward.core.run.Journal;
import java.util.Set;

/// The records of turns in the journal. One that is still under way stays until it is done.
final class TurnRecords implements RunRecords {
  private final Journal journal;

  TurnRecords(Journal journal) {
    this.journal = journal;
  }

  @Override
  public int eraseHolding(String tenant, Set<String> texts, boolean dryRun) {
    var holding = journal.holding(tenant, texts);
    return dryRun ? holding.size() : journal.erase(tenant, holding).size();
  }
}
