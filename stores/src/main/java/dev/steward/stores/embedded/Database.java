package dev.steward.stores.embedded;

import dev.steward.core.Failure;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/// One SQLite file: a [Writer], and connections that read beside it.
///
/// Reads run on the caller's thread. They are short (a page of rows by an index, mostly from
/// memory), so a virtual thread that makes one holds its carrier no longer than a computation
/// would, and is spared two handovers; four at a time at most keep the rest of the carriers free.
final class Database implements AutoCloseable {
  private static final int READERS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path file;
  private final Rows writing;
  private final BlockingQueue<Rows> readers = new ArrayBlockingQueue<>(READERS, true);
  private final Writer writer;
  private volatile boolean closed;

  private Database(Path file, Rows writing, List<Rows> reading) {
    this.file = file;
    this.writing = writing;
    this.readers.addAll(reading);
    this.writer = Writer.start(writing, (what, e) -> Trouble.with(what, file, e), this::wipe);
  }

  /// Opens the file, made if it is missing and brought up to date if it is older.
  static Database open(Path file, Schema schema) {
    var opened = new ArrayList<Rows>();
    try {
      var writing = connect(file, opened);
      // Before anything is in the file: afterwards it can't be changed.
      writing.run("PRAGMA auto_vacuum = INCREMENTAL");
      writing.run("PRAGMA journal_mode = WAL");
      // Every commit waits for the disk: what was acknowledged survives a power cut.
      writing.run("PRAGMA synchronous = FULL");
      writing.run("PRAGMA foreign_keys = ON");
      // What is deleted is overwritten with zeros.
      writing.run("PRAGMA secure_delete = ON");
      writing.run("PRAGMA cache_size = -16000");
      writing.run("PRAGMA journal_size_limit = 16777216");
      schema.apply(writing, file);
      for (int i = 0; i < READERS; i++) {
        connect(file, opened).run("PRAGMA query_only = ON");
      }
      return new Database(file, writing, opened.subList(1, opened.size()));
    } catch (SQLException e) {
      opened.forEach(Database::closeQuietly);
      throw Trouble.with("open the data", file, e);
    } catch (RuntimeException e) {
      opened.forEach(Database::closeQuietly);
      throw e;
    }
  }

  private static Rows connect(Path file, List<Rows> opened) throws SQLException {
    var config = new SQLiteConfig();
    config.setBusyTimeout(Math.toIntExact(Duration.ofSeconds(5).toMillis()));
    // As a URI, since in a plain path a question mark would begin parameters.
    Connection connection =
        JDBC.createConnection("jdbc:sqlite:" + file.toUri(), config.toProperties());
    var rows = new Rows(connection);
    opened.add(rows);
    CanonicalHash.register(connection);
    return rows;
  }

  /// Runs `work` in a transaction; what it did is durable when this returns.
  ///
  /// @param what completes "Can't …" in a failure's message
  /// @see Writer#write
  <T> T write(String what, WriteJob.Work<T> work) {
    return writer.write(what, work);
  }

  /// Runs `work`, which only reads; one statement sees one state of the database.
  <T> T read(String what, WriteJob.Work<T> work) {
    var rows = reader(what);
    try {
      return work.run(rows);
    } catch (SQLException e) {
      throw Trouble.with(what, file, e);
    } finally {
      readers.add(rows);
    }
  }

  private Rows reader(String what) {
    try {
      var rows = closed ? null : readers.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (rows != null) {
        return rows;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.internal("Can't %s: interrupted".formatted(what), e);
    }
    throw Failure.internal(
        closed
            ? "Can't %s: the store is closed".formatted(what)
            : "Can't %s: the store has been too busy for %d s; try again later"
                .formatted(what, PATIENCE.toSeconds()),
        null);
  }

  /// Whether the file is sound, and what is in it. Reads all of it.
  Integrity integrity() {
    try {
      return read(
          "check the data",
          rows -> {
            var problems =
                new ArrayList<>(rows.list(row -> row.getString(1), "PRAGMA quick_check"));
            problems.remove("ok");
            problems.addAll(
                rows.list(
                    row -> "a row of %s lacks its owner".formatted(row.getString(1)),
                    "PRAGMA foreign_key_check"));
            var counts = new LinkedHashMap<String, Long>();
            for (var table : tables(rows)) {
              counts.put(table, rows.number("SELECT count(*) FROM " + table));
            }
            return new Integrity(
                problems.isEmpty(), Math.toIntExact(Schema.version(rows)), counts, problems);
          });
    } catch (Failure e) {
      return new Integrity(false, 0, new LinkedHashMap<>(), List.of(e.text()));
    }
  }

  private static List<String> tables(Rows rows) throws SQLException {
    return rows.list(
        row -> row.getString(1),
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name");
  }

  /// Gives pages of deleted rows back (some at a time: writers wait) and empties the log, in which
  /// those rows may still stand. No reader may be at work meanwhile; false if one is for long.
  private boolean wipe(Rows rows) throws SQLException {
    var resting = new ArrayList<Rows>();
    try {
      while (resting.size() < READERS) {
        var reader = readers.poll(250, TimeUnit.MILLISECONDS);
        if (reader == null) {
          return false;
        }
        resting.add(reader);
      }
      rows.run("PRAGMA incremental_vacuum(2000)");
      return rows.number("PRAGMA wal_checkpoint(TRUNCATE)") == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      readers.addAll(resting);
    }
  }

  /// Waits for what is under way, and closes the file.
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    writer.close();
    closed = true;
    for (int i = 0; i < READERS; i++) {
      try {
        var rows = readers.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (rows != null) {
          closeQuietly(rows);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    closeQuietly(writing);
  }

  private static void closeQuietly(Rows rows) {
    try {
      rows.close();
    } catch (SQLException e) {
      // Everything acknowledged is on disk already; SQLite tidies up at the next opening.
    }
  }
}
