package dev.steward.testkit;

import dev.steward.core.memory.FactStore;

class InMemoryFactStoreTest implements FactStoreContract {
  private final FactStore facts = new InMemoryFactStore();

  @Override
  public FactStore facts() {
    return facts;
  }
}
