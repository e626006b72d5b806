package dev.steward.testkit;

import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.Indexes;

class InMemoryIndexesTest implements IndexesContract {
  private final InMemoryIndexes indexes = new InMemoryIndexes();
  private final InMemoryFactStore rows = new InMemoryFactStore();

  @Override
  public Indexes indexes() {
    return indexes;
  }

  @Override
  public FactStore rows() {
    return rows;
  }
}
