package dev.steward.testkit;

import dev.steward.core.batch.BatchStore;

class InMemoryBatchStoreTest implements BatchStoreContract {
  private final BatchStore batches = new InMemoryBatchStore();

  @Override
  public BatchStore batches() {
    return batches;
  }
}
