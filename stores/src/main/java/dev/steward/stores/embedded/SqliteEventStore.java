package dev.steward.stores.embedded;

import dev.steward.core.Failure;
import dev.steward.core.calendar.Event;
import dev.steward.core.calendar.EventStore;
import dev.steward.core.run.Codec;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The calendars' rows.
final class SqliteEventStore implements EventStore {
  private static final String WRITTEN =
      "SELECT user, body FROM event_writes WHERE tenant = ? AND key = ?";

  private final Database database;
  private final Codec codec;

  SqliteEventStore(Database database, Codec codec) {
    this.database = database;
    this.codec = codec;
  }

  private record Kept(String user, String body) {}

  @Override
  public Event put(Event event, String key) {
    var body = codec.encode(event);
    var written =
        database.write(
            "keep the event " + event.id(),
            rows -> {
              var earlier =
                  rows.first(
                      row -> new Kept(row.getString(1), row.getString(2)),
                      WRITTEN,
                      event.tenant(),
                      key);
              if (earlier.isPresent()) {
                requireSameUser(event, earlier.get().user());
                return earlier.get().body();
              }
              write(rows, event, key, body);
              return body;
            });
    return codec.decode(written, Event.class);
  }

  private static void write(Rows rows, Event event, String key, String body) throws SQLException {
    rows.first(
            row -> row.getString(1),
            "SELECT user FROM events WHERE tenant = ? AND id = ?",
            event.tenant(),
            event.id())
        .ifPresent(user -> requireSameUser(event, user));
    rows.update(
        """
        INSERT INTO events (tenant, id, user, body) VALUES (?, ?, ?, ?)
        ON CONFLICT (tenant, id) DO UPDATE SET body = excluded.body
        """,
        event.tenant(),
        event.id(),
        event.user(),
        body);
    rows.update(
        "INSERT INTO event_writes (tenant, key, user, body) VALUES (?, ?, ?, ?)",
        event.tenant(),
        key,
        event.user(),
        body);
  }

  private static void requireSameUser(Event event, String user) {
    if (!event.user().equals(user)) {
      throw Failure.user(
          "The event %s can't be written: its id or key is taken; choose another"
              .formatted(event.id()));
    }
  }

  @Override
  public Optional<Event> find(String tenant, String user, String id) {
    return database
        .read(
            "find the event " + id,
            rows ->
                rows.first(
                    row -> row.getString(1),
                    "SELECT body FROM events WHERE tenant = ? AND id = ? AND user = ?",
                    tenant,
                    id,
                    user))
        .map(this::decode);
  }

  @Override
  public Optional<Event> written(String tenant, String key) {
    return database
        .read(
            "find the write " + key,
            rows -> rows.first(row -> row.getString(2), WRITTEN, tenant, key))
        .map(this::decode);
  }

  @Override
  public List<Event> events(String tenant, String user) {
    return database
        .read(
            "list the events of " + user,
            rows ->
                rows.list(
                    row -> row.getString(1),
                    "SELECT body FROM events WHERE tenant = ? AND user = ?",
                    tenant,
                    user))
        .stream()
        .map(this::decode)
        .sorted(Comparator.comparing(Event::startsAt).thenComparing(Event::id))
        .toList();
  }

  private Event decode(String body) {
    return codec.decode(body, Event.class);
  }
}
