package dev.steward.testkit;

import dev.steward.core.calendar.EventStore;

class InMemoryEventStoreTest implements EventStoreContract {
  private final EventStore events = new InMemoryEventStore();

  @Override
  public EventStore events() {
    return events;
  }
}
