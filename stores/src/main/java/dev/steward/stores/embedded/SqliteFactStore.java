package dev.steward.stores.embedded;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Session;
import dev.steward.core.run.Codec;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The memory's rows.
final class SqliteFactStore implements FactStore {
  private final Database database;
  private final Codec codec;
  private final FactFeed feed;
  private final SessionRows sessions;

  SqliteFactStore(Database database, Codec codec) {
    this.database = database;
    this.codec = codec;
    this.feed = new FactFeed(database, codec);
    this.sessions = new SessionRows(database, codec);
  }

  private record Encoded<T>(T row, String body) {}

  private <T> List<Encoded<T>> encoded(List<T> rows) {
    return rows.stream().map(row -> new Encoded<>(row, codec.encode(row))).toList();
  }

  @Override
  public void write(Batch batch) {
    var messages = encoded(batch.messages());
    var facts = encoded(batch.facts());
    var touched = encoded(batch.sessions());
    if (messages.isEmpty() && facts.isEmpty() && touched.isEmpty()) {
      return;
    }
    database.write(
        "remember",
        rows -> {
          for (var message : messages) {
            add(rows, message.row(), message.body());
          }
          for (var fact : facts) {
            add(rows, fact.row(), fact.body());
          }
          for (var session : touched) {
            SessionRows.touch(rows, session.row(), session.body());
          }
          return true;
        });
  }

  private static void add(Rows rows, Message message, String body) throws SQLException {
    rows.update(
        """
        INSERT INTO messages (tenant, id, user, session, at, body) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (tenant, id) DO NOTHING
        """,
        message.scope().tenant(),
        message.id(),
        message.scope().user(),
        message.scope().session(),
        Times.nanos(message.at()),
        body);
  }

  private static void add(Rows rows, Fact fact, String body) throws SQLException {
    try {
      var added =
          rows.update(
              """
              INSERT INTO facts
                (change, tenant, id, layer, user, session, subject, recorded_at, body)
              VALUES ((SELECT last + 1 FROM feed), ?, ?, ?, ?, ?, ?, ?, ?)
              ON CONFLICT (tenant, id) DO NOTHING
              """,
              fact.scope().tenant(),
              fact.id(),
              fact.layer().name(),
              fact.scope().user(),
              fact.scope().session(),
              fact.subject(),
              Times.nanos(fact.recordedAt()),
              body);
      if (added == 1) {
        FactFeed.count(rows);
        FactFeed.unmarkGone(rows, fact.scope().tenant(), fact.id());
      }
    } catch (SQLException e) {
      if (Trouble.isConstraint(e)) {
        throw Failure.internal(
            "Can't keep the fact %s: its scope doesn't fit the layer %s"
                .formatted(fact.id(), fact.layer()),
            e);
      }
      throw e;
    }
  }

  @Override
  public Optional<Fact> fact(String tenant, String id) {
    return database
        .read(
            "find the fact " + id,
            rows ->
                rows.first(
                    row -> row.getString(1),
                    "SELECT body FROM facts WHERE tenant = ? AND id = ?",
                    tenant,
                    id))
        .map(this::decode);
  }

  @Override
  public Optional<Message> message(String tenant, String id) {
    return database
        .read(
            "find the message " + id,
            rows ->
                rows.first(
                    row -> row.getString(1),
                    "SELECT body FROM messages WHERE tenant = ? AND id = ?",
                    tenant,
                    id))
        .map(body -> codec.decode(body, Message.class));
  }

  @Override
  public List<Message> messages(Scope session, int limit) {
    return database
        .read(
            "list the messages of the session " + session.session(),
            rows ->
                rows.list(
                    row -> row.getString(1),
                    """
                    SELECT body FROM messages WHERE tenant = ? AND user = ? AND session = ?
                    ORDER BY at DESC, seq DESC LIMIT ?
                    """,
                    session.tenant(),
                    session.user(),
                    session.session(),
                    limit))
        .stream()
        .map(body -> codec.decode(body, Message.class))
        .toList();
  }

  @Override
  public List<Fact> facts(Scope scope, Layer layer, String before, int limit) {
    var user = layer == Layer.ORGANISATION ? "" : scope.user();
    var session = layer == Layer.ORGANISATION || layer == Layer.USER ? "" : scope.session();
    return database
        .read(
            "list facts of the layer " + layer,
            rows -> {
              var end =
                  before.isEmpty()
                      ? Position.END
                      : position(rows, scope.tenant(), layer, user, session, before);
              return rows.list(
                  row -> row.getString(1),
                  """
                  SELECT body FROM facts
                  WHERE tenant = ? AND layer = ? AND user = ? AND session = ?
                    AND (recorded_at, seq) < (?, ?)
                  ORDER BY recorded_at DESC, seq DESC LIMIT ?
                  """,
                  scope.tenant(),
                  layer.name(),
                  user,
                  session,
                  end.at(),
                  end.seq(),
                  limit);
            })
        .stream()
        .map(this::decode)
        .toList();
  }

  private static Position position(
      Rows rows, String tenant, Layer layer, String user, String session, String fact)
      throws SQLException {
    return rows.first(
            Position::read,
            """
            SELECT recorded_at, seq FROM facts
            WHERE tenant = ? AND id = ? AND layer = ? AND user = ? AND session = ?
            """,
            tenant,
            fact,
            layer.name(),
            user,
            session)
        .orElseThrow(() ->
            Failure.user(
                "There is no fact %s to go on from; list from the newest again".formatted(fact)));
  }

  @Override
  public List<Fact> about(Scope scope, String subject, int limit) {
    if (subject.isEmpty()) {
      return List.of();
    }
    return database
        .read(
            "list facts about " + subject,
            rows ->
                rows.list(
                    row -> row.getString(1),
                    """
                    SELECT body FROM facts
                    WHERE tenant = ? AND subject = ? AND subject <> ''
                      AND user IN ('', ?) AND session IN ('', ?)
                    ORDER BY recorded_at DESC, seq DESC LIMIT ?
                    """,
                    scope.tenant(),
                    subject,
                    scope.user(),
                    scope.session(),
                    limit))
        .stream()
        .map(this::decode)
        .toList();
  }

  private Fact decode(String body) {
    return codec.decode(body, Fact.class);
  }

  @Override
  public Set<String> forget(String tenant, Set<String> facts) {
    return feed.forget(tenant, facts);
  }

  @Override
  public void embed(List<Embedded> vectors) {
    feed.embed(vectors);
  }

  @Override
  public List<Fact> unembedded(String embedder, int limit) {
    return feed.unembedded(embedder, limit);
  }

  @Override
  public List<Change> changes(long seq, int limit) {
    return feed.changes(seq, limit);
  }

  @Override
  public long lastChange() {
    return feed.lastChange();
  }

  @Override
  public Optional<Session> session(String tenant, String user, String id) {
    return sessions.find(tenant, user, id);
  }

  @Override
  public Optional<Session> latestSession(String tenant, String user) {
    return sessions.latest(tenant, user);
  }

  @Override
  public int expireSessions(Instant before) {
    return sessions.expire(before);
  }
}
