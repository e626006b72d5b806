package dev.steward.testkit;

import dev.steward.core.run.Journal;

class InMemoryJournalTest implements JournalContract {
  private final Journal journal = new InMemoryJournal();

  @Override
  public Journal journal() {
    return journal;
  }
}
