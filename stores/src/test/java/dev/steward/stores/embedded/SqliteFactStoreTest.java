package dev.steward.stores.embedded;

import dev.steward.core.memory.FactStore;
import dev.steward.testkit.FactStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqliteFactStoreTest implements FactStoreContract {
  @RegisterExtension final FreshStores fresh = new FreshStores();

  @Override
  public FactStore facts() {
    return fresh.stores().facts();
  }
}
