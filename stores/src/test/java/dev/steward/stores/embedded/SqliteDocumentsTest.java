package dev.steward.stores.embedded;

import dev.steward.core.document.Documents;
import dev.steward.testkit.DocumentsContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqliteDocumentsTest implements DocumentsContract {
  @RegisterExtension final FreshStores fresh = new FreshStores();

  @Override
  public Documents documents() {
    return fresh.stores().documents();
  }
}
