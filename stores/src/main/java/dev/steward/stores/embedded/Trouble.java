package dev.steward.stores.embedded;

import dev.steward.core.Failure;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Says in plain words what SQLite complains of, and what to do about it.
final class Trouble {
  private Trouble() {}

  /// The failure to `what` in `file`.
  static Failure with(String what, Path file, SQLException e) {
    var opening = "Can't " + what + ": ";
    return switch (code(e)) {
      case SQLITE_FULL ->
          Failure.internal(
              opening
                  + "the disk that holds %s is full; free some space and try again. Everything that was confirmed is kept"
                      .formatted(file),
              e);
      case SQLITE_READONLY ->
          Failure.internal(
              opening
                  + "%s is read-only; make it and its folder writable, or choose another data folder"
                      .formatted(file),
              e);
      case SQLITE_CANTOPEN ->
          Failure.internal(
              opening
                  + "%s can't be opened; see that it is a file which this user may read and write"
                      .formatted(file),
              e);
      case SQLITE_NOTADB ->
          Failure.internal(
              opening
                  + "%s is not a database, or its beginning is damaged; put a backup in its place, or move it away to start anew"
                      .formatted(file),
              e);
      case SQLITE_CORRUPT ->
          Failure.internal(
              opening
                  + "%s is damaged; stop Steward, keep a copy of the folder, and put a backup in its place"
                      .formatted(file),
              e);
      case SQLITE_BUSY, SQLITE_LOCKED ->
          Failure.internal(
              opening + "another program is using %s; close it and try again".formatted(file), e);
      case SQLITE_IOERR ->
          Failure.internal(
              opening
                  + "the disk that holds %s reports errors; check the disk, then try again"
                      .formatted(file),
              e);
      default -> Failure.internal(opening + "SQLite refused it in %s".formatted(file), e);
    };
  }

  static boolean isConstraint(SQLException e) {
    return code(e) == SQLiteErrorCode.SQLITE_CONSTRAINT;
  }

  /// The primary code: the low byte of the extended one.
  private static SQLiteErrorCode code(SQLException e) {
    return e instanceof SQLiteException sqlite
        ? SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xff)
        : SQLiteErrorCode.SQLITE_ERROR;
  }
}
