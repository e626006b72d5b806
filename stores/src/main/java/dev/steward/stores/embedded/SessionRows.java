package dev.steward.stores.embedded;

import dev.steward.core.Scope;
import dev.steward.core.memory.Session;
import dev.steward.core.memory.Sessions;
import dev.steward.core.run.Codec;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The rows of sessions, and how they end.
final class SessionRows implements Sessions {
  private final Database database;
  private final Codec codec;
  private final FactRows facts;

  SessionRows(Database database, Codec codec, FactRows facts) {
    this.database = database;
    this.codec = codec;
    this.facts = facts;
  }

  /// Replaces the row, which so becomes the one written last.
  static void touch(Rows rows, Session session, String body) throws SQLException {
    rows.update(
        """
        INSERT OR REPLACE INTO sessions (tenant, user, id, touched_at, body)
        VALUES (?, ?, ?, ?, ?)
        """,
        session.tenant(),
        session.user(),
        session.id(),
        Times.nanos(session.touchedAt()),
        body);
  }

  @Override
  public Optional<Session> session(String tenant, String user, String id) {
    return database
        .read(
            "find the session " + id,
            rows ->
                rows.first(
                    row -> row.getString(1),
                    "SELECT body FROM sessions WHERE tenant = ? AND user = ? AND id = ?",
                    tenant,
                    user,
                    id))
        .map(this::decode);
  }

  @Override
  public Optional<Session> latestSession(String tenant, String user) {
    return database
        .read(
            "find the latest session of " + user,
            rows ->
                rows.first(
                    row -> row.getString(1),
                    """
                    SELECT body FROM sessions WHERE tenant = ? AND user = ?
                    ORDER BY touched_at DESC, seq DESC LIMIT 1
                    """,
                    tenant,
                    user))
        .map(this::decode);
  }

  @Override
  public List<Session> sessionsBefore(Instant before, int limit) {
    return database
        .read(
            "list old sessions",
            rows ->
                rows.list(
                    row -> row.getString(1),
                    """
                    SELECT body FROM sessions WHERE touched_at < ? ORDER BY touched_at, seq LIMIT ?
                    """,
                    Times.nanos(before),
                    limit))
        .stream()
        .map(this::decode)
        .toList();
  }

  @Override
  public int end(List<Session> sessions) {
    if (sessions.isEmpty()) {
      return 0;
    }
    return database.write(
        "end sessions",
        rows -> {
          int gone = 0;
          for (var session : sessions) {
            gone += end(rows, session);
          }
          return gone;
        });
  }

  private int end(Rows rows, Session session) throws SQLException {
    var ended =
        rows.update(
            "DELETE FROM sessions WHERE tenant = ? AND user = ? AND id = ? AND touched_at <= ?",
            session.tenant(),
            session.user(),
            session.id(),
            Times.nanos(session.touchedAt()));
    if (ended == 0) {
      return 0;
    }
    var gone =
        facts.eraseOfSession(rows, new Scope(session.tenant(), session.user(), session.id()));
    if (gone > 0) {
      rows.erased();
    }
    return gone;
  }

  private Session decode(String body) {
    return codec.decode(body, Session.class);
  }
}
