package dev.steward.stores.embedded;

import dev.steward.core.Failure;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Filter;
import dev.steward.core.memory.Revision;
import dev.steward.core.memory.Selection;
import dev.steward.core.run.Codec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Lists and counts selected facts, newest first. What columns can't tell is asked of the facts
/// themselves, some at a time.
final class FactPages {
  private static final int LEAST_AT_ONCE = 32;
  private static final int MOST_AT_ONCE = 1_000;

  private final Database database;
  private final Codec codec;

  FactPages(Database database, Codec codec) {
    this.database = database;
    this.codec = codec;
  }

  private record Row(Position position, String body) {
    static final Comparator<Row> NEWEST_FIRST =
        Comparator.comparing(Row::position, Position.ORDER).reversed();

    static Row read(ResultSet row) throws SQLException {
      return new Row(Position.read(row), row.getString(3));
    }
  }

  List<Fact> facts(Selection selection, String before, int limit) {
    return list(
        FactQuery.of(selection),
        selection,
        before,
        limit,
        row -> Optional.of(fact(row)).filter(selection::includes));
  }

  private Fact fact(Row row) {
    return codec.decode(row.body(), FactBody.class).fact();
  }

  List<Fact> asOf(Selection selection, Instant held, Instant believed, String before, int limit) {
    var whenever = whenever(selection);
    return list(
        FactQuery.past(whenever, believed),
        selection,
        before,
        limit,
        row ->
            believed(row, believed)
                .filter(fact ->
                    fact.care().standing() == Fact.Standing.ACTIVE
                        && fact.validity().covers(held, believed)
                        && whenever.includes(fact)));
  }

  private static Selection whenever(Selection selection) {
    return selection
        .withTypes(Entry.Type.FACT)
        .withStandings(Fact.Standing.values())
        .at(Instant.MIN);
  }

  long count(Selection selection) {
    var query = FactQuery.of(selection);
    if (!query.isExact()) {
      return list(query, selection, "", Integer.MAX_VALUE, row -> included(row, selection)).size();
    }
    return database.read(
        "count facts",
        rows -> {
          long count = 0;
          for (var arm : query.arms()) {
            count +=
                rows.number(
                    "SELECT count(*) FROM facts WHERE " + arm.condition(),
                    arm.parameters().toArray());
          }
          return count;
        });
  }

  /// Only that there is one: the facts themselves need not stay in memory.
  private Optional<Boolean> included(Row row, Selection selection) {
    return selection.includes(fact(row)) ? Optional.of(true) : Optional.empty();
  }

  private <T> List<T> list(
      FactQuery query,
      Selection selection,
      String before,
      int limit,
      Function<Row, Optional<T>> selected) {
    var found = new ArrayList<T>();
    var end = before.isEmpty() ? Position.END : position(selection, before);
    for (int atOnce = Math.clamp(limit, LEAST_AT_ONCE, MOST_AT_ONCE); found.size() < limit; ) {
      var rows = rows(query, end, atOnce);
      for (var row : rows) {
        selected.apply(row).filter(_ -> found.size() < limit).ifPresent(found::add);
      }
      if (rows.size() < atOnce) {
        break;
      }
      end = rows.getLast().position();
      atOnce = Math.min(2 * atOnce, MOST_AT_ONCE);
    }
    return List.copyOf(found);
  }

  /// Rows of every arm, merged.
  private List<Row> rows(FactQuery query, Position end, int limit) {
    return database.read(
        "list facts",
        rows -> {
          var merged = new ArrayList<Row>();
          for (var arm : query.arms()) {
            var parameters = new ArrayList<>(arm.parameters());
            parameters.add(end.at());
            parameters.add(end.seq());
            parameters.add(limit);
            merged.addAll(
                rows.list(
                    Row::read,
                    """
                    SELECT recorded_at, seq, body FROM facts
                    WHERE %s AND (recorded_at, seq) < (?, ?)
                    ORDER BY recorded_at DESC, seq DESC LIMIT ?
                    """
                        .formatted(arm.condition()),
                    parameters.toArray()));
          }
          merged.sort(Row.NEWEST_FIRST);
          return List.copyOf(merged.subList(0, Math.min(limit, merged.size())));
        });
  }

  /// Where the page before ended. That fact may have ended meanwhile, but it must be there.
  private Position position(Selection selection, String fact) {
    var whoever = whenever(selection).withFilter(Filter.all());
    return database
        .read(
            "find the fact " + fact,
            rows ->
                rows.first(
                    Row::read,
                    "SELECT recorded_at, seq, body FROM facts WHERE tenant = ? AND id = ?",
                    selection.scope().tenant(),
                    fact))
        .filter(row -> included(row, whoever).isPresent())
        .map(Row::position)
        .orElseThrow(() ->
            Failure.user(
                "There is no fact %s to go on from; list from the newest again".formatted(fact)));
  }

  /// The fact as it was.
  private Optional<Fact> believed(Row row, Instant believed) {
    var latest = codec.decode(row.body(), FactBody.class).revision();
    if (!latest.at().isAfter(believed)) {
      return Optional.of(latest.fact());
    }
    return database
        .read(
            "read the history of a fact",
            rows ->
                rows.list(
                    before -> before.getString(1),
                    "SELECT body FROM revisions WHERE fact = ? ORDER BY number DESC",
                    row.position().seq()))
        .stream()
        .map(body -> codec.decode(body, FactBody.class).revision())
        .filter(revision -> !revision.at().isAfter(believed))
        .map(Revision::fact)
        .findFirst();
  }
}
