package dev.steward.stores.embedded;

import dev.steward.core.run.Journal;
import dev.steward.testkit.JournalContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqliteJournalTest implements JournalContract {
  @RegisterExtension final FreshStores fresh = new FreshStores();

  @Override
  public Journal journal() {
    return fresh.stores().journal();
  }
}
