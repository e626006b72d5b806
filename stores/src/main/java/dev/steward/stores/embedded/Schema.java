package dev.steward.stores.embedded;

import dev.steward.core.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The tables, as a list of scripts: the one at place n leads from version n to n + 1. Versions
/// only go forward.
///
/// @param scripts never changed once released; only added to
record Schema(List<String> scripts) {
  /// `STWD`, which marks the file as ours.
  private static final long APPLICATION = 0x53545744;

  Schema {
    scripts = List.copyOf(scripts);
  }

  /// The scripts of this program: the resources `schema/1.sql`, `schema/2.sql` and so on.
  static Schema shipped() {
    var scripts = new ArrayList<String>();
    try {
      while (true) {
        var name = "schema/" + (scripts.size() + 1) + ".sql";
        try (var resource = Schema.class.getResourceAsStream(name)) {
          if (resource == null) {
            return new Schema(scripts);
          }
          scripts.add(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own schema can't be read", e);
    }
  }

  /// Brings the database up to date, each version in a transaction of its own.
  void apply(Rows rows, Path file) throws SQLException {
    var version = version(rows);
    var application = rows.number("PRAGMA application_id");
    var tables = rows.number("SELECT count(*) FROM sqlite_schema");
    if (application != APPLICATION && (application != 0 || tables > 0)) {
      throw Failure.user(
          "%s is a database of another program; choose another data folder".formatted(file));
    }
    if (version > scripts.size()) {
      throw Failure.user(
          "%s was written by a newer Steward: it has schema version %d, this program knows versions up to %d. Update Steward, or choose another data folder; nothing was changed"
              .formatted(file, version, scripts.size()));
    }
    for (long next = version + 1; next <= scripts.size(); next++) {
      rows.run("BEGIN IMMEDIATE");
      try {
        rows.run(scripts.get(Math.toIntExact(next) - 1));
        rows.run("PRAGMA application_id = " + APPLICATION);
        rows.run("PRAGMA user_version = " + next);
        rows.run("COMMIT");
      } catch (SQLException e) {
        rows.run("ROLLBACK");
        throw e;
      }
    }
  }

  static long version(Rows rows) throws SQLException {
    return rows.number("PRAGMA user_version");
  }
}
