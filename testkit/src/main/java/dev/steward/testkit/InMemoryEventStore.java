package dev.steward.testkit;

import dev.steward.core.Failure;
import dev.steward.core.calendar.Event;
import dev.steward.core.calendar.EventStore;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Calendars that last as long as their process.
public final class InMemoryEventStore implements EventStore {
  private record Key(String tenant, String text) {}

  private final Map<Key, Event> events = new HashMap<>();
  private final Map<Key, Event> writes = new HashMap<>();

  @Override
  public synchronized Event put(Event event, String key) {
    var written = writes.get(new Key(event.tenant(), key));
    if (written != null) {
      return ofSameUser(written, event);
    }
    var id = new Key(event.tenant(), event.id());
    var old = events.get(id);
    if (old != null) {
      ofSameUser(old, event);
    }
    events.put(id, event);
    writes.put(new Key(event.tenant(), key), event);
    return event;
  }

  @Override
  public synchronized Optional<Event> find(String tenant, String user, String id) {
    return Optional.ofNullable(events.get(new Key(tenant, id)))
        .filter(event -> event.user().equals(user));
  }

  @Override
  public synchronized Optional<Event> written(String tenant, String key) {
    return Optional.ofNullable(writes.get(new Key(tenant, key)));
  }

  @Override
  public synchronized List<Event> events(String tenant, String user) {
    return events.values().stream()
        .filter(event -> event.tenant().equals(tenant) && event.user().equals(user))
        .sorted(Comparator.comparing(Event::startsAt).thenComparing(Event::id))
        .toList();
  }

  private static Event ofSameUser(Event kept, Event wanted) {
    if (!kept.user().equals(wanted.user())) {
      throw Failure.user(
          "The event %s can't be written: its id or key is taken; choose another"
              .formatted(wanted.id()));
    }
    return kept;
  }
}
