package dev.steward.stores.embedded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A connection with its prepared statements. Used by one thread at a time.
final class Rows implements AutoCloseable {
  /// Makes something of the row that a result stands at.
  @FunctionalInterface
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private boolean erased;

  Rows(Connection connection) {
    this.connection = connection;
  }

  /// Runs one statement; says how many rows it changed.
  int update(String sql, @Nullable Object... parameters) throws SQLException {
    var statement = statement(sql, parameters);
    try {
      var changed = statement.executeUpdate();
      statement.clearParameters();
      return changed;
    } catch (SQLException e) {
      drop(sql);
      throw e;
    }
  }

  /// All rows, read to the end, so that no snapshot of the database stays open.
  <T> List<T> list(Reader<T> reader, String sql, @Nullable Object... parameters)
      throws SQLException {
    var statement = statement(sql, parameters);
    try (var result = statement.executeQuery()) {
      var rows = new ArrayList<T>();
      while (result.next()) {
        rows.add(reader.read(result));
      }
      statement.clearParameters();
      return rows;
    } catch (SQLException e) {
      drop(sql);
      throw e;
    }
  }

  /// A statement that failed can't be used again.
  private void drop(String sql) throws SQLException {
    var statement = statements.remove(sql);
    if (statement != null) {
      statement.close();
    }
  }

  <T> Optional<T> first(Reader<T> reader, String sql, @Nullable Object... parameters)
      throws SQLException {
    return list(reader, sql, parameters).stream().findFirst();
  }

  /// The only number of the only row.
  long number(String sql, @Nullable Object... parameters) throws SQLException {
    return first(row -> row.getLong(1), sql, parameters)
        .orElseThrow(() -> new SQLException("no row: " + sql));
  }

  /// Runs statements separated by semicolons.
  void run(String script) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.executeUpdate(script);
    }
  }

  /// Says that something was deleted for good: after the commit its traces are wiped.
  void erased() {
    erased = true;
  }

  /// Whether something was deleted for good since it was asked last.
  boolean takeErased() {
    var was = erased;
    erased = false;
    return was;
  }

  private PreparedStatement statement(String sql, @Nullable Object... parameters)
      throws SQLException {
    var statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
