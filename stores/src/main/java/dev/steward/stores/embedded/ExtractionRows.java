package dev.steward.stores.embedded;

import dev.steward.core.Failure;
import dev.steward.core.memory.Extraction;
import dev.steward.core.memory.Extractions;
import dev.steward.core.run.Codec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// The rows of extractions. Which ones are under way in this process is known in memory: what is
/// said to run otherwise was left behind by an earlier one.
final class ExtractionRows implements Extractions {
  private record Id(String tenant, String id) {
    static Id of(Extraction extraction) {
      return new Id(extraction.tenant(), extraction.id());
    }
  }

  private final Database database;
  private final Codec codec;
  private final Set<Id> running = ConcurrentHashMap.newKeySet();

  ExtractionRows(Database database, Codec codec) {
    this.database = database;
    this.codec = codec;
  }

  static void put(Rows rows, Extraction extraction, String body) throws SQLException {
    rows.update(
        """
        INSERT INTO extractions (tenant, id, state, created_at, due_at, body)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (tenant, id) DO UPDATE
        SET state = excluded.state, due_at = excluded.due_at, body = excluded.body
        """,
        extraction.tenant(),
        extraction.id(),
        extraction.state().name(),
        Times.nanos(extraction.createdAt()),
        Times.nanos(extraction.dueAt()),
        body);
  }

  /// Notes which of these are under way; returns those that were not before.
  List<Extraction> begin(List<Extraction> written) {
    return written.stream()
        .filter(extraction -> extraction.state() == Extraction.State.RUNNING)
        .filter(extraction -> running.add(Id.of(extraction)))
        .toList();
  }

  /// Notes that these are no longer under way.
  void end(List<Extraction> ended) {
    ended.forEach(extraction -> running.remove(Id.of(extraction)));
  }

  private record Row(long seq, String body) {
    static Row read(ResultSet row) throws SQLException {
      return new Row(row.getLong(1), row.getString(2));
    }
  }

  /// Takes these messages out of what waits to be extracted; what has no other is deleted.
  void withdraw(Rows rows, String tenant, Set<String> messages) throws SQLException {
    var waiting =
        rows.list(
            Row::read,
            "SELECT seq, body FROM extractions WHERE tenant = ? AND state <> 'SUCCEEDED'",
            tenant);
    for (var row : waiting) {
      var extraction = decode(row.body());
      var left = extraction.messages().stream().filter(id -> !messages.contains(id)).toList();
      if (left.isEmpty()) {
        rows.update("DELETE FROM extractions WHERE seq = ?", row.seq());
      } else if (left.size() < extraction.messages().size()) {
        rows.update(
            "UPDATE extractions SET body = ? WHERE seq = ?",
            codec.encode(extraction.withMessages(left)),
            row.seq());
      }
    }
  }

  @Override
  public Optional<Extraction> extraction(String tenant, String id) {
    return database
        .read(
            "find the extraction " + id,
            rows ->
                rows.first(
                    row -> row.getString(1),
                    "SELECT body FROM extractions WHERE tenant = ? AND id = ?",
                    tenant,
                    id))
        .map(this::decode);
  }

  @Override
  public List<Extraction> due(Instant at, int limit) {
    // Some of those found may be under way.
    int enough = limit + running.size();
    return database
        .read(
            "list what is to be extracted",
            rows ->
                rows.list(
                    row -> row.getString(1),
                    """
                    SELECT body FROM extractions
                    WHERE state IN ('PENDING', 'RUNNING') AND (due_at <= ? OR state = 'RUNNING')
                    ORDER BY due_at, seq LIMIT ?
                    """,
                    Times.nanos(at),
                    enough))
        .stream()
        .map(this::decode)
        .filter(extraction -> !running.contains(Id.of(extraction)))
        .limit(limit)
        .toList();
  }

  @Override
  public List<Extraction> extractions(
      String tenant, Set<Extraction.State> states, String before, int limit) {
    var wanted =
        states.stream()
            .map(state -> "'" + state.name() + "'")
            .sorted()
            .collect(Collectors.joining(", "));
    return database
        .read(
            "list extractions",
            rows -> {
              var end = before.isEmpty() ? Position.END : position(rows, tenant, before);
              return rows.list(
                  row -> row.getString(1),
                  """
                  SELECT body FROM extractions
                  WHERE tenant = ? AND state IN (%s) AND (created_at, seq) < (?, ?)
                  ORDER BY created_at DESC, seq DESC LIMIT ?
                  """
                      .formatted(wanted),
                  tenant,
                  end.at(),
                  end.seq(),
                  limit);
            })
        .stream()
        .map(this::decode)
        .toList();
  }

  private record Count(Extraction.State state, long extractions) {
    static Count read(ResultSet row) throws SQLException {
      return new Count(Extraction.State.valueOf(row.getString(1)), row.getLong(2));
    }
  }

  @Override
  public Map<Extraction.State, Long> countExtractions(String tenant) {
    return database
        .read(
            "count the extractions of " + tenant,
            rows ->
                rows.list(
                    Count::read,
                    "SELECT state, count(*) FROM extractions WHERE tenant = ? GROUP BY state",
                    tenant))
        .stream()
        .collect(Collectors.toMap(Count::state, Count::extractions));
  }

  private static Position position(Rows rows, String tenant, String extraction)
      throws SQLException {
    return rows.first(
            Position::read,
            "SELECT created_at, seq FROM extractions WHERE tenant = ? AND id = ?",
            tenant,
            extraction)
        .orElseThrow(() ->
            Failure.user(
                "There is no extraction %s to go on from; list from the newest again"
                    .formatted(extraction)));
  }

  private Extraction decode(String body) {
    return codec.decode(body, Extraction.class);
  }
}
