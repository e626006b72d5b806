package dev.steward.stores.embedded;

import dev.steward.core.cost.Ledger;
import dev.steward.testkit.LedgerContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqliteLedgerTest implements LedgerContract {
  @RegisterExtension final FreshStores fresh = new FreshStores();

  @Override
  public Ledger ledger() {
    return fresh.stores().ledger();
  }
}
