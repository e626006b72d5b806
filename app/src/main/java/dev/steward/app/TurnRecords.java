package dev.steward.app;

import dev.steward.core.batch.BatchStore;
import dev.steward.core.memory.RunRecords;
import dev.steward.core.routing.Lessons;
import dev.steward.core.run.Journal;
import dev.steward.core.run.Needles;
import java.util.Set;

/// The records of turns in the journal, the items of batches, and what people corrected in routing.
/// What is still under way stays until it is done.
final class TurnRecords implements RunRecords {
  private final Journal journal;
  private final BatchStore batches;
  private final Lessons lessons;

  TurnRecords(Journal journal, BatchStore batches, Lessons lessons) {
    this.journal = journal;
    this.batches = batches;
    this.lessons = lessons;
  }

  @Override
  public int eraseHolding(String tenant, Set<String> texts, boolean dryRun) {
    var holding = journal.holding(tenant, texts);
    var records = dryRun ? holding.size() : journal.erase(tenant, holding).size();
    var needles = new Needles(texts);
    return records
        + batches.forget(tenant, texts, dryRun)
        + lessons.forget(tenant, correction -> needles.areIn(correction.text()), dryRun);
  }

  @Override
  public int eraseOf(String tenant, String user, boolean dryRun) {
    return lessons.forget(tenant, correction -> correction.user().equals(user), dryRun);
  }
}
