package dev.steward.stores.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
  private static final String FIRST = "CREATE TABLE names (name TEXT); CREATE TABLE more (x TEXT);";
  private static final String SECOND =
      "ALTER TABLE names ADD COLUMN age INTEGER NOT NULL DEFAULT 7;";
  private static final String BROKEN = "CREATE TABLE third (x TEXT); CREATE TABLE third (x TEXT);";

  @TempDir Path folder;

  @Test
  void anOlderDatabaseIsBroughtUpToDateWithItsRows() {
    try (var database = open(FIRST)) {
      database.write("add", rows -> rows.update("INSERT INTO names VALUES ('John')"));
    }

    try (var database = open(FIRST, SECOND)) {
      assertThat(number(database, "SELECT age FROM names WHERE name = 'John'")).isEqualTo(7);
      assertThat(database.integrity().schema()).isEqualTo(2);
    }
  }

  @Test
  void aFreshDatabaseGetsEveryVersion() {
    try (var database = open(FIRST, SECOND)) {
      assertThat(number(database, "SELECT count(age) FROM names")).isZero();
      assertThat(database.integrity().schema()).isEqualTo(2);
    }
  }

  @Test
  void aVersionThatFailsLeavesTheOneBefore() {
    open(FIRST).close();

    assertThatThrownBy(() -> open(FIRST, SECOND, BROKEN))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("test.db");

    try (var database = open(FIRST, SECOND)) {
      assertThat(database.integrity().schema()).isEqualTo(2);
      assertThat(number(database, "SELECT count(*) FROM sqlite_schema WHERE name = 'third'"))
          .isZero();
    }
  }

  @Test
  void aNewerDatabaseIsRefusedNamingBothVersionsAndLeftAsItIs() {
    open(FIRST, SECOND).close();

    assertThatThrownBy(() -> open(FIRST))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USER))
        .hasMessageContaining("schema version 2")
        .hasMessageContaining("versions up to 1")
        .hasMessageContaining("Update Steward");

    try (var database = open(FIRST, SECOND)) {
      assertThat(database.integrity().sound()).isTrue();
    }
  }

  @Test
  void whatIsAskedWithEachNewFactDoesNotGoThroughAllThatTheUserHas() {
    try (var database = Database.open(folder.resolve("test.db"), Schema.shipped())) {
      assertThat(plan(database, FactRows.ABOUT))
          .containsExactly(
              "SEARCH facts USING INDEX facts_about (tenant=? AND user=? AND subject=?)");
      assertThat(plan(database, FactRows.SAME))
          .contains("SEARCH facts USING INDEX facts_same (canonical=?)");
    }
  }

  private static List<String> plan(Database database, String query) {
    return database.read(
        "explain",
        rows -> rows.list(row -> row.getString("detail"), "EXPLAIN QUERY PLAN " + query));
  }

  @Test
  void theShippedScriptsMakeASoundDatabase() {
    try (var database = Database.open(folder.resolve("test.db"), Schema.shipped())) {
      assertThat(Schema.shipped().scripts()).isNotEmpty();
      assertThat(database.integrity().sound()).isTrue();
    }
  }

  @Test
  void whatWaitsForTheDiskIsSwitchedOn() {
    try (var database = open(FIRST)) {
      assertThat(pragma(database, "journal_mode")).isEqualTo("wal");
      assertThat(pragma(database, "synchronous")).isEqualTo("2");
      assertThat(pragma(database, "foreign_keys")).isEqualTo("1");
      assertThat(pragma(database, "secure_delete")).isEqualTo("1");
      assertThat(pragma(database, "auto_vacuum")).isEqualTo("2");
    }
  }

  private static String pragma(Database database, String name) {
    return database.write(
        "ask", rows -> rows.first(row -> row.getString(1), "PRAGMA " + name).orElse("none"));
  }

  private static long number(Database database, String sql) {
    return database.read("count", rows -> rows.number(sql));
  }

  private Database open(String... scripts) {
    return Database.open(folder.resolve("test.db"), new Schema(List.of(scripts)));
  }
}
