package dev.steward.core.calendar;

import java.util.List;
import java.util.Optional;

/// Keeps events. Every write is durable when the call returns. Another tenant's or user's event is
/// absent.
public interface EventStore {
  /// Adds `event`, or replaces the one with its id, unless a write with this key was made before.
  ///
  /// @return the event as it was after the write with this key
  /// @throws dev.steward.core.Failure USER if the id or the key is another user's
  Event put(Event event, String key);

  Optional<Event> find(String tenant, String user, String id);

  /// What the write with this key came to.
  Optional<Event> written(String tenant, String key);

  /// The user's events in the order of their (first) start, cancelled ones too; of those that start
  /// at once, in the order of their ids.
  List<Event> events(String tenant, String user);
}
