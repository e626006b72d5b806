package dev.steward.stores.embedded;

import dev.steward.core.memory.Fact;
import dev.steward.core.memory.FactStore.Change;
import dev.steward.core.memory.FactStore.Embedded;
import dev.steward.core.model.Vector;
import dev.steward.core.run.Codec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What changed in the facts, numbered in the transaction that changes them: each fact has the
/// number of its last change, and one that is gone leaves a mark with it.
final class FactFeed {
  private final Database database;
  private final Codec codec;

  FactFeed(Database database, Codec codec) {
    this.database = database;
    this.codec = codec;
  }

  /// Counts a change; its number is `last + 1` until then.
  static void count(Rows rows) throws SQLException {
    rows.update("UPDATE feed SET last = last + 1");
  }

  /// Forgets that a fact was gone, since it is there again.
  static void unmarkGone(Rows rows, String tenant, String fact) throws SQLException {
    rows.update("DELETE FROM gone WHERE tenant = ? AND fact = ?", tenant, fact);
  }

  /// Deletes a fact for good; false if it is not there.
  static boolean delete(Rows rows, String tenant, String fact) throws SQLException {
    if (rows.update("DELETE FROM facts WHERE tenant = ? AND id = ?", tenant, fact) == 0) {
      return false;
    }
    rows.update(
        "INSERT INTO gone (tenant, fact, change) SELECT ?, ?, last + 1 FROM feed", tenant, fact);
    count(rows);
    rows.erased();
    return true;
  }

  Set<String> forget(String tenant, Set<String> facts) {
    if (facts.isEmpty()) {
      return Set.of();
    }
    return database.write(
        "forget facts of " + tenant,
        rows -> {
          var gone = new HashSet<String>();
          for (var fact : facts) {
            if (delete(rows, tenant, fact)) {
              gone.add(fact);
            }
          }
          return gone;
        });
  }

  void embed(List<Embedded> vectors) {
    if (vectors.isEmpty()) {
      return;
    }
    database.write(
        "keep vectors",
        rows -> {
          for (var vector : vectors) {
            var kept =
                rows.update(
                    """
                    UPDATE facts
                    SET change = (SELECT last + 1 FROM feed), embedder = ?, vector = ?
                    WHERE tenant = ? AND id = ?
                    """,
                    vector.embedder(),
                    bytes(vector.vector()),
                    vector.tenant(),
                    vector.fact());
            if (kept == 1) {
              count(rows);
            }
          }
          return true;
        });
  }

  /// As two ranges, so that an index finds the few among many; only a page of bodies is read.
  List<Fact> unembedded(String embedder, int limit) {
    return database
        .read(
            "list facts without a vector",
            rows ->
                rows.list(
                    row -> row.getString(1),
                    """
                    SELECT body FROM facts WHERE seq IN (
                      SELECT seq FROM (
                        SELECT seq, recorded_at FROM facts WHERE embedder < ?
                        UNION ALL
                        SELECT seq, recorded_at FROM facts WHERE embedder > ?)
                      ORDER BY recorded_at, seq LIMIT ?)
                    ORDER BY recorded_at, seq
                    """,
                    embedder,
                    embedder,
                    limit))
        .stream()
        .map(body -> codec.decode(body, Fact.class))
        .toList();
  }

  List<Change> changes(long after, int limit) {
    return database.read(
        "read the changes after " + after,
        rows ->
            rows.list(
                this::change,
                """
                SELECT change, tenant, id, body, embedder, vector FROM facts WHERE change > ?
                UNION ALL
                SELECT change, tenant, fact, NULL, '', NULL FROM gone WHERE change > ?
                ORDER BY change LIMIT ?
                """,
                after,
                after,
                limit));
  }

  private Change change(ResultSet row) throws SQLException {
    var body = row.getString(4);
    return body == null
        ? new Change.Gone(row.getLong(1), row.getString(2), row.getString(3))
        : new Change.Put(
            row.getLong(1),
            codec.decode(body, Fact.class),
            row.getString(5),
            vector(row.getBytes(6)));
  }

  long lastChange() {
    return database.read("read the last change", rows -> rows.number("SELECT last FROM feed"));
  }

  private static byte[] bytes(Vector vector) {
    var bytes =
        ByteBuffer.allocate(vector.dimensions() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector.toArray());
    return bytes.array();
  }

  private static Vector vector(byte @Nullable [] bytes) {
    if (bytes == null) {
      return Vector.NONE;
    }
    var components = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(components);
    return Vector.of(components);
  }
}
