package dev.steward.stores;

import dev.steward.core.run.Codec;
import dev.steward.core.run.Journal;
import dev.steward.testkit.InMemoryJournal;
import dev.steward.testkit.RunsContract;

class InMemoryRunsTest implements RunsContract {
  private final Journal journal = new InMemoryJournal();

  @Override
  public Journal journal() {
    return journal;
  }

  @Override
  public Journal reopened() {
    return journal;
  }

  @Override
  public Codec codec() {
    return new JsonCodec();
  }
}
