package dev.steward.stores.embedded;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.MessageLog;
import dev.steward.core.run.Codec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The rows of messages. Each has a place in its thread, and a number in the log of all.
final class MessageRows implements MessageLog {
  private static final String SELECT =
      "SELECT %s FROM messages JOIN threads ON threads.number = messages.thread "
          .formatted(MessageRow.COLUMNS);

  private final Database database;
  private final Codec codec;

  MessageRows(Database database, Codec codec) {
    this.database = database;
    this.codec = codec;
  }

  /// Adds a message, unless there is one of its id.
  ///
  /// @param isFed whether indexes get it
  static void add(Rows rows, Message message, String body, boolean isFed) throws SQLException {
    var scope = message.scope();
    if (row(rows, scope.tenant(), message.id()).isPresent()) {
      return;
    }
    var thread = thread(rows, scope);
    var at = Times.nanos(message.at());
    var entry = EntryFeed.next(rows);
    rows.update("UPDATE threads SET places = places + 1 WHERE number = ?", thread);
    rows.update(
        """
        INSERT INTO messages (seq, change, tenant, id, thread, place, at, body)
        VALUES (?, ?, ?, ?, ?, (SELECT places FROM threads WHERE number = ?), ?, ?)
        """,
        entry,
        isFed ? EntryFeed.count(rows) : null,
        scope.tenant(),
        message.id(),
        thread,
        thread,
        at,
        body);
    if (isFed) {
      EntryFeed.unmarkGone(rows, message.key());
      EntryFeed.awaitVectors(rows, entry, at);
    }
  }

  private static long thread(Rows rows, Scope scope) throws SQLException {
    var sql = "SELECT number FROM threads WHERE tenant = ? AND user = ? AND session = ?";
    var known =
        rows.first(row -> row.getLong(1), sql, scope.tenant(), scope.user(), scope.session());
    if (known.isPresent()) {
      return known.get();
    }
    rows.update(
        "INSERT INTO threads (tenant, user, session) VALUES (?, ?, ?)",
        scope.tenant(),
        scope.user(),
        scope.session());
    return rows.number(sql, scope.tenant(), scope.user(), scope.session());
  }

  /// The row's number; empty if there is none.
  static Optional<Long> row(Rows rows, String tenant, String id) throws SQLException {
    return rows.first(
        row -> row.getLong(1), "SELECT seq FROM messages WHERE tenant = ? AND id = ?", tenant, id);
  }

  private record Erased(long seq, long thread, long place, boolean isFed, MessageRow row) {
    static Erased read(ResultSet row) throws SQLException {
      return new Erased(
          row.getLong(1),
          row.getLong(2),
          row.getLong(3),
          row.getObject(4) != null,
          MessageRow.read(row, 5));
    }
  }

  /// The vectors of what was said next, of what was asked before a reply, and of facts from either
  /// know of the erased message, too.
  private static void embedAnewAround(Rows rows, Erased erased, Message message)
      throws SQLException {
    embedAnewAt(rows, erased.thread(), erased.place() + 1);
    if (message.role() == Message.Role.ASSISTANT) {
      embedAnewAt(rows, erased.thread(), erased.place() - 1);
    }
  }

  private static void embedAnewAt(Rows rows, long thread, long place) throws SQLException {
    var said =
        rows.first(
            Timed::read,
            "SELECT seq, at FROM messages WHERE thread = ? AND place = ? AND change IS NOT NULL",
            thread,
            place);
    if (said.isEmpty()) {
      return;
    }
    embedAnew(rows, "messages", said.get());
    var facts =
        rows.list(
            Timed::read,
            """
            SELECT facts.seq, facts.recorded_at FROM citations
            JOIN messages ON messages.id = citations.source
            JOIN facts ON facts.seq = citations.fact
            WHERE messages.seq = ? AND facts.said_in = messages.seq
            """,
            said.get().seq());
    for (var fact : facts) {
      embedAnew(rows, "facts", fact);
    }
  }

  private static void embedAnew(Rows rows, String table, Timed entry) throws SQLException {
    EntryFeed.forgetVectors(rows, entry.seq(), entry.at());
    EntryFeed.awaitVectors(rows, entry.seq(), entry.at());
    rows.update(
        "UPDATE %s SET change = ? WHERE seq = ?".formatted(table),
        EntryFeed.count(rows),
        entry.seq());
  }

  private record Timed(long seq, long at) {
    static Timed read(ResultSet row) throws SQLException {
      return new Timed(row.getLong(1), row.getLong(2));
    }
  }

  /// Deletes a message for good and returns its text; empty if there is none.
  Optional<String> erase(Rows rows, String tenant, String id) throws SQLException {
    var found =
        rows.first(
            Erased::read,
            """
            SELECT messages.seq, messages.thread, messages.place, messages.change, %s
            FROM messages JOIN threads ON threads.number = messages.thread
            WHERE messages.tenant = ? AND messages.id = ?
            """
                .formatted(MessageRow.COLUMNS),
            tenant,
            id);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var erased = found.get();
    var message = erased.row().message(codec);
    rows.update("DELETE FROM messages WHERE seq = ?", erased.seq());
    rows.update(
        """
        DELETE FROM threads WHERE number = ?
        AND NOT EXISTS (SELECT 1 FROM messages WHERE thread = threads.number)
        """,
        erased.thread());
    rows.update(
        """
        UPDATE facts SET said_in = NULL
        WHERE seq IN (SELECT fact FROM citations WHERE source = ?) AND said_in = ?
        """,
        id,
        erased.seq());
    EntryFeed.forgetVectors(rows, erased.seq(), erased.row().at());
    if (erased.isFed()) {
      EntryFeed.markGone(rows, message.key());
      embedAnewAround(rows, erased, message);
    }
    return Optional.of(message.text());
  }

  @Override
  public Optional<Message> message(String tenant, String id) {
    return database
        .read(
            "find the message " + id,
            rows ->
                rows.first(
                    MessageRow::read,
                    SELECT + "WHERE messages.tenant = ? AND messages.id = ?",
                    tenant,
                    id))
        .map(row -> row.message(codec));
  }

  @Override
  public Map<String, Message> messages(String tenant, Collection<String> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    return database
        .read(
            "find %d messages".formatted(ids.size()),
            rows ->
                rows.list(
                    MessageRow::read,
                    SELECT
                        + """
                        WHERE messages.tenant = ?
                        AND messages.id IN (SELECT value FROM json_each(?))
                        """,
                    tenant,
                    codec.encode(ids)))
        .stream()
        .map(row -> row.message(codec))
        .collect(Collectors.toMap(Message::id, message -> message));
  }

  @Override
  public List<Message> messages(Scope session, int limit) {
    return decoded(
        database.read(
            "list the messages of the session " + session.session(),
            rows ->
                rows.list(
                    MessageRow::read,
                    SELECT
                        + """
                        WHERE threads.tenant = ? AND threads.user = ? AND threads.session = ?
                        ORDER BY messages.at DESC, messages.seq DESC LIMIT ?
                        """,
                    session.tenant(),
                    session.user(),
                    session.session(),
                    limit)));
  }

  @Override
  public List<Message> around(String tenant, String id, int radius) {
    return decoded(
        database.read(
            "list the messages around " + id,
            rows ->
                rows.list(
                    MessageRow::read,
                    SELECT
                        + """
                        JOIN messages AS middle ON messages.thread = middle.thread
                        AND messages.place BETWEEN middle.place - ? AND middle.place + ?
                        WHERE middle.tenant = ? AND middle.id = ? ORDER BY messages.place
                        """,
                    radius,
                    radius,
                    tenant,
                    id)));
  }

  @Override
  public List<Message> log(String tenant, String after, int limit) {
    return decoded(
        database.read(
            "read the log of " + tenant,
            rows -> {
              var last =
                  after.isEmpty()
                      ? 0L
                      : row(rows, tenant, after)
                          .orElseThrow(() ->
                              Failure.user(
                                  "There is no message %s to go on from; read from the first again"
                                      .formatted(after)));
              return rows.list(
                  MessageRow::read,
                  SELECT
                      + """
                      WHERE messages.tenant = ? AND messages.seq > ?
                      ORDER BY messages.seq LIMIT ?
                      """,
                  tenant,
                  last,
                  limit);
            }));
  }

  @Override
  public long countMessages(String tenant) {
    return database.read(
        "count the messages of " + tenant,
        rows -> rows.number("SELECT count(*) FROM messages WHERE tenant = ?", tenant));
  }

  private List<Message> decoded(List<MessageRow> rows) {
    return rows.stream().map(row -> row.message(codec)).toList();
  }
}
