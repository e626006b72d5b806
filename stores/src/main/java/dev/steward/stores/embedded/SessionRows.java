package dev.steward.stores.embedded;

import dev.steward.core.memory.Session;
import dev.steward.core.run.Codec;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// The rows of sessions, and how they end.
final class SessionRows {
  /// How many end in one go, so that other writers don't wait long.
  private static final int EXPIRED_AT_ONCE = 50;

  private final Database database;
  private final Codec codec;

  SessionRows(Database database, Codec codec) {
    this.database = database;
    this.codec = codec;
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

  Optional<Session> find(String tenant, String user, String id) {
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
        .map(body -> codec.decode(body, Session.class));
  }

  Optional<Session> latest(String tenant, String user) {
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
        .map(body -> codec.decode(body, Session.class));
  }

  private record Expired(int sessions, int facts) {}

  int expire(Instant before) {
    int facts = 0;
    Expired now;
    do {
      now = database.write("end old sessions", rows -> expire(rows, before));
      facts += now.facts();
    } while (now.sessions() == EXPIRED_AT_ONCE);
    return facts;
  }

  private record Key(long seq, String tenant, String user, String id) {}

  private static Expired expire(Rows rows, Instant before) throws SQLException {
    var expired =
        rows.list(
            row -> new Key(row.getLong(1), row.getString(2), row.getString(3), row.getString(4)),
            """
            SELECT seq, tenant, user, id FROM sessions WHERE touched_at < ?
            ORDER BY touched_at LIMIT ?
            """,
            Times.nanos(before),
            EXPIRED_AT_ONCE);
    int gone = 0;
    for (var session : expired) {
      var facts =
          rows.list(
              row -> row.getString(1),
              """
              SELECT id FROM facts
              WHERE tenant = ? AND user = ? AND session = ? AND session <> '' ORDER BY seq
              """,
              session.tenant(),
              session.user(),
              session.id());
      for (var fact : facts) {
        FactFeed.delete(rows, session.tenant(), fact);
      }
      gone += facts.size();
      rows.update("DELETE FROM sessions WHERE seq = ?", session.seq());
    }
    return new Expired(expired.size(), gone);
  }
}
