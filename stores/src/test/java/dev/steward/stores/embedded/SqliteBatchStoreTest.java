package dev.steward.stores.embedded;

import dev.steward.core.batch.BatchStore;
import dev.steward.testkit.BatchStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqliteBatchStoreTest implements BatchStoreContract {
  @RegisterExtension final FreshStores fresh = new FreshStores();

  @Override
  public BatchStore batches() {
    return fresh.stores().batches();
  }
}
