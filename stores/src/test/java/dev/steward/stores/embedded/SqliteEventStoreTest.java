package dev.steward.stores.embedded;

import dev.steward.core.calendar.EventStore;
import dev.steward.testkit.EventStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqliteEventStoreTest implements EventStoreContract {
  @RegisterExtension final FreshStores fresh = new FreshStores();

  @Override
  public EventStore events() {
    return fresh.stores().events();
  }
}
