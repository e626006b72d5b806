package dev.steward.stores.embedded;

import java.time.Instant;

/// Instants as numbers that can be compared in SQL.
final class Times {
  private static final long NANOS = 1_000_000_000;

  private Times() {}

  /// Nanoseconds since 1970; what 64 bits can't hold (before 1678, after 2261) is the least or the
  /// greatest that they can.
  static long nanos(Instant instant) {
    if (instant.getEpochSecond() >= Long.MAX_VALUE / NANOS) {
      return Long.MAX_VALUE;
    }
    if (instant.getEpochSecond() <= Long.MIN_VALUE / NANOS) {
      return Long.MIN_VALUE;
    }
    return instant.getEpochSecond() * NANOS + instant.getNano();
  }

  /// The instant of so many nanoseconds since 1970.
  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
  }

  /// What must be written beside the nanoseconds of an instant to read it again: nothing, unless 64
  /// bits can't hold it.
  static String beside(Instant instant) {
    return instant(nanos(instant)).equals(instant) ? "" : instant.toString();
  }

  /// An instant as [#nanos] and [#beside] wrote it.
  static Instant read(long nanos, String beside) {
    return beside.isEmpty() ? instant(nanos) : Instant.parse(beside);
  }
}
