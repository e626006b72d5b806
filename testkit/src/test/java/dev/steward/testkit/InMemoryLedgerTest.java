package dev.steward.testkit;

import dev.steward.core.cost.Ledger;

class InMemoryLedgerTest implements LedgerContract {
  private final Ledger ledger = new InMemoryLedger();

  @Override
  public Ledger ledger() {
    return ledger;
  }
}
