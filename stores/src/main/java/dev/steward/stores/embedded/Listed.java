package dev.steward.stores.embedded;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// A page of bodies of a table whose rows have a place in time, by conditions.
final class Listed {
  private final StringBuilder sql;
  private final List<Object> parameters = new ArrayList<>();

  Listed(String table) {
    this.sql = new StringBuilder("SELECT body FROM ").append(table);
  }

  /// Only rows that have `value` in `column`.
  Listed where(String column, Object value) {
    sql.append(parameters.isEmpty() ? " WHERE " : " AND ").append(column).append(" = ?");
    parameters.add(value);
    return this;
  }

  /// The newest before `end`.
  List<String> newestBefore(Rows rows, Position end, int limit) throws SQLException {
    sql.append(parameters.isEmpty() ? " WHERE " : " AND ")
        .append("(started_at, seq) < (?, ?) ORDER BY started_at DESC, seq DESC LIMIT ?");
    parameters.addAll(List.of(end.at(), end.seq(), limit));
    return rows.list(row -> row.getString(1), sql.toString(), parameters.toArray());
  }
}
