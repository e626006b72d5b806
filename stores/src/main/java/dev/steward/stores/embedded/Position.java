package dev.steward.stores.embedded;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;

/// A row's place in an order by time: of what happened at once, the later arrival is later.
record Position(long at, long seq) {
  /// Later than everything.
  static final Position END = new Position(Long.MAX_VALUE, Long.MAX_VALUE);

  /// The earlier one first.
  static final Comparator<Position> ORDER =
      Comparator.comparingLong(Position::at).thenComparingLong(Position::seq);

  static Position read(ResultSet row) throws SQLException {
    return new Position(row.getLong(1), row.getLong(2));
  }
}
