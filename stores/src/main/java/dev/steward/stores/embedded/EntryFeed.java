package dev.steward.stores.embedded;

import dev.steward.core.memory.ChangeFeed;
import dev.steward.core.memory.Entry;
import dev.steward.core.model.Vector;
import dev.steward.core.run.Codec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What changed in messages and facts, numbered in the transaction that changes them: each entry
/// has the number of its last change, and one that is gone leaves a mark with it. And the vectors
/// beside them.
final class EntryFeed implements ChangeFeed {
  /// How many vectors are deleted in one go, so that other writers don't wait long.
  private static final int DELETED_AT_ONCE = 2_000;

  private static final int UNKNOWN = -1;

  private final Database database;
  private final Codec codec;
  private final Passages passages;

  EntryFeed(Database database, Codec codec) {
    this.database = database;
    this.codec = codec;
    this.passages = new Passages(codec);
  }

  /// Counts an entry; returns its number.
  static long next(Rows rows) throws SQLException {
    rows.update("UPDATE feed SET entries = entries + 1");
    return rows.number("SELECT entries FROM feed");
  }

  /// Counts a change; returns its number.
  static long count(Rows rows) throws SQLException {
    rows.update("UPDATE feed SET last = last + 1");
    return rows.number("SELECT last FROM feed");
  }

  /// Forgets that an entry was gone, since it is there again.
  static void unmarkGone(Rows rows, Entry.Key key) throws SQLException {
    rows.update(
        "DELETE FROM gone WHERE tenant = ? AND type = ? AND id = ?",
        key.tenant(),
        key.type().name(),
        key.id());
  }

  static void markGone(Rows rows, Entry.Key key) throws SQLException {
    rows.update(
        "INSERT INTO gone (tenant, type, id, change) VALUES (?, ?, ?, ?)",
        key.tenant(),
        key.type().name(),
        key.id(),
        count(rows));
  }

  /// Notes that an entry has no vectors.
  static void awaitVectors(Rows rows, long entry, long at) throws SQLException {
    rows.update(
        "INSERT INTO unembedded (embedder, at, entry) SELECT number, ?, ? FROM embedders",
        at,
        entry);
  }

  /// Deletes an entry's vectors, and what waits for one.
  static void forgetVectors(Rows rows, long entry, long at) throws SQLException {
    rows.update(
        "DELETE FROM vectors WHERE embedder IN (SELECT number FROM embedders) AND entry = ?",
        entry);
    rows.update(
        """
        DELETE FROM unembedded
        WHERE embedder IN (SELECT number FROM embedders) AND at = ? AND entry = ?
        """,
        at,
        entry);
  }

  @Override
  public List<Change> changes(long seq, String embedder, int limit) {
    return database.read(
        "read the changes after " + seq,
        rows -> {
          var number = number(rows, embedder);
          return rows.list(
              this::change,
              """
              SELECT facts.change, threads.user, threads.session, messages.place, vectors.vector,
                'FACT', %1$s
              FROM facts
              LEFT JOIN messages ON messages.seq = facts.said_in
              LEFT JOIN threads ON threads.number = messages.thread
              LEFT JOIN vectors ON vectors.embedder = ? AND vectors.entry = facts.seq
              WHERE facts.change > ?
              UNION ALL
              SELECT messages.change, threads.user, threads.session, messages.place,
                vectors.vector, 'MESSAGE', %2$s, %3$s
              FROM messages
              JOIN threads ON threads.number = messages.thread
              LEFT JOIN vectors ON vectors.embedder = ? AND vectors.entry = messages.seq
              WHERE messages.change > ?
              UNION ALL
              SELECT change, NULL, NULL, NULL, NULL, 'GONE', tenant, type, id, %4$s
              FROM gone WHERE change > ?
              ORDER BY 1 LIMIT ?
              """
                  .formatted(
                      FactRow.COLUMNS,
                      MessageRow.COLUMNS,
                      nulls(FactRow.WIDTH - MessageRow.WIDTH),
                      nulls(FactRow.WIDTH - 3)),
              number,
              seq,
              number,
              seq,
              seq,
              limit);
        });
  }

  private static String nulls(int count) {
    return String.join(", ", Collections.nCopies(count, "NULL"));
  }

  private Change change(ResultSet row) throws SQLException {
    var seq = row.getLong(1);
    var entry =
        switch (row.getString(6)) {
          case "FACT" -> FactRow.read(row, 7).fact(codec);
          case "MESSAGE" -> MessageRow.read(row, 7).message(codec);
          default -> null;
        };
    if (entry == null) {
      var type = Entry.Type.valueOf(row.getString(8));
      return new Change.Gone(seq, new Entry.Key(row.getString(7), type, row.getString(9)));
    }
    var place = row.getLong(4);
    var thread = place == 0 ? "" : thread(row.getString(2), row.getString(3));
    return new Change.Put(seq, entry, thread, place, vector(row.getBytes(5)));
  }

  /// The user's length before it keeps names apart that run into each other.
  private static String thread(String user, String session) {
    return user.length() + " " + user + " " + session;
  }

  private static Vector vector(byte @Nullable [] bytes) {
    return bytes == null ? Vector.NONE : VectorCode.ofBytes(bytes).vector();
  }

  @Override
  public long lastChange() {
    return database.read("read the last change", rows -> rows.number("SELECT last FROM feed"));
  }

  /// The number of an embedder that is known here.
  private static long number(Rows rows, String embedder) throws SQLException {
    return rows.first(
            row -> row.getLong(1), "SELECT number FROM embedders WHERE name = ?", embedder)
        .orElse((long) UNKNOWN);
  }

  @Override
  public List<Unembedded> unembedded(String embedder, int limit) {
    return database.read(
        "list what has no vector",
        rows -> {
          var number = number(rows, embedder);
          var entries = number == UNKNOWN ? oldest(rows, limit) : waiting(rows, number, limit);
          var unembedded = new ArrayList<Unembedded>();
          for (var entry : entries) {
            unembedded.add(passages.of(rows, entry));
          }
          return unembedded;
        });
  }

  private static List<Long> oldest(Rows rows, int limit) throws SQLException {
    return rows.list(
        row -> row.getLong(2),
        """
        SELECT recorded_at, seq FROM facts
        UNION ALL
        SELECT at, seq FROM messages WHERE change IS NOT NULL
        ORDER BY 1, 2 LIMIT ?
        """,
        limit);
  }

  private static List<Long> waiting(Rows rows, long embedder, int limit) throws SQLException {
    return rows.list(
        row -> row.getLong(1),
        "SELECT entry FROM unembedded WHERE embedder = ? ORDER BY at, entry LIMIT ?",
        embedder,
        limit);
  }

  @Override
  public long countUnembedded(String embedder) {
    return database.read(
        "count what has no vector",
        rows -> {
          var number = number(rows, embedder);
          return number == UNKNOWN
              ? rows.number(
                  """
                  SELECT (SELECT count(*) FROM facts)
                    + (SELECT count(*) FROM messages WHERE change IS NOT NULL)
                  """)
              : rows.number("SELECT count(*) FROM unembedded WHERE embedder = ?", number);
        });
  }

  @SuppressWarnings("ArrayRecordComponent") // nobody else holds them, and copies would cost
  private record Coded(Embedded embedded, byte[] code) {
    static Coded of(Embedded embedded) {
      var vector = embedded.vector();
      // What can't be compared is kept as a vector of no dimensions, so that nobody tries again.
      var usable = Double.isFinite(vector.dot(vector)) ? vector : Vector.NONE;
      return new Coded(embedded, VectorCode.of(usable).toBytes());
    }
  }

  @Override
  public void embed(List<Embedded> vectors) {
    if (vectors.isEmpty()) {
      return;
    }
    var coded = vectors.stream().map(Coded::of).toList();
    database.write(
        "keep vectors",
        rows -> {
          for (var one : coded) {
            keep(rows, one);
          }
          return true;
        });
  }

  private record Place(long seq, long at) {
    static Place read(ResultSet row) throws SQLException {
      return new Place(row.getLong(1), row.getLong(2));
    }
  }

  private static void keep(Rows rows, Coded coded) throws SQLException {
    var key = coded.embedded().key();
    var find =
        switch (key.type()) {
          case FACT -> "SELECT seq, recorded_at FROM facts WHERE tenant = ? AND id = ?";
          case MESSAGE ->
              """
              SELECT seq, at FROM messages WHERE tenant = ? AND id = ? AND change IS NOT NULL
              """;
        };
    var found = rows.first(Place::read, find, key.tenant(), key.id());
    if (found.isEmpty()) {
      return;
    }
    var place = found.get();
    var embedder = register(rows, coded.embedded().embedder());
    rows.update(
        "INSERT OR REPLACE INTO vectors (embedder, entry, vector) VALUES (?, ?, ?)",
        embedder,
        place.seq(),
        coded.code());
    rows.update(
        "DELETE FROM unembedded WHERE embedder = ? AND at = ? AND entry = ?",
        embedder,
        place.at(),
        place.seq());
    var change =
        switch (key.type()) {
          case FACT -> "UPDATE facts SET change = ? WHERE seq = ?";
          case MESSAGE -> "UPDATE messages SET change = ? WHERE seq = ?";
        };
    rows.update(change, count(rows), place.seq());
  }

  /// Makes an embedder known, for which everything waits then.
  private static long register(Rows rows, String embedder) throws SQLException {
    var known = number(rows, embedder);
    if (known != UNKNOWN) {
      return known;
    }
    rows.update("INSERT INTO embedders (name) VALUES (?)", embedder);
    var number = number(rows, embedder);
    rows.update(
        """
        INSERT INTO unembedded (embedder, at, entry)
        SELECT ?, recorded_at, seq FROM facts
        UNION ALL
        SELECT ?, at, seq FROM messages WHERE change IS NOT NULL
        """,
        number,
        number);
    return number;
  }

  @Override
  public long keepVectorsOf(List<String> embedders) {
    var kept = new HashSet<>(embedders);
    var known =
        database.read(
            "list the embedders",
            rows -> rows.list(row -> row.getString(1), "SELECT name FROM embedders"));
    long deleted = 0;
    for (var embedder : known) {
      deleted += kept.contains(embedder) ? 0 : deleteVectorsOf(embedder);
    }
    return deleted;
  }

  private long deleteVectorsOf(String embedder) {
    long deleted = 0;
    int now;
    do {
      now =
          database.write(
              "delete the vectors of " + embedder,
              rows -> deleteSome(rows, number(rows, embedder)));
      deleted += now;
    } while (now == DELETED_AT_ONCE);
    return deleted;
  }

  private static int deleteSome(Rows rows, long embedder) throws SQLException {
    var deleted =
        rows.update(
            """
            DELETE FROM vectors WHERE embedder = ? AND entry IN (
              SELECT entry FROM vectors WHERE embedder = ? LIMIT ?)
            """,
            embedder,
            embedder,
            DELETED_AT_ONCE);
    if (deleted < DELETED_AT_ONCE) {
      rows.update("DELETE FROM unembedded WHERE embedder = ?", embedder);
      rows.update("DELETE FROM embedders WHERE number = ?", embedder);
    }
    rows.erased();
    return deleted;
  }
}
