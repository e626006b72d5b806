package dev.steward.app.cli;

import dev.steward.core.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/// Times as people read and write them.
final class Times {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm", Locale.ENGLISH);

  private Times() {}

  static String minute(Instant instant, ZoneId zone) {
    return MINUTE.format(instant.atZone(zone));
  }

  /// The first moment of a day written as `2026-11-30`.
  ///
  /// @throws Failure USER, naming the option, if it is none
  static Instant day(String text, String option, ZoneId zone) {
    try {
      return LocalDate.parse(text).atStartOfDay(zone).toInstant();
    } catch (DateTimeParseException _) {
      throw Failure.user("%s needs a day such as 2026-11-30, not '%s'".formatted(option, text));
    }
  }

  /// A moment written as a day, which means its end, as a day and a time of the clock on the wall,
  /// or with its own zone.
  ///
  /// @throws Failure USER, naming the option, if it is none
  static Instant moment(String text, String option, ZoneId zone) {
    var written = text.strip().replace(' ', 'T');
    try {
      return LocalDate.parse(written).plusDays(1).atStartOfDay(zone).toInstant().minusNanos(1);
    } catch (DateTimeParseException _) {
      // Not a day alone.
    }
    try {
      return LocalDateTime.parse(written).atZone(zone).toInstant();
    } catch (DateTimeParseException _) {
      // Not without a zone.
    }
    try {
      return OffsetDateTime.parse(written).toInstant();
    } catch (DateTimeParseException _) {
      throw Failure.user(
          "%s needs a time such as 2026-05-03, '2026-05-03 10:00' or 2026-05-03T08:00:00Z, not '%s'"
              .formatted(option, text));
    }
  }

  static String length(Duration duration) {
    var millis = duration.toMillis();
    if (millis < 1_000) {
      return millis + " ms";
    }
    return millis < 60_000
        ? String.format(Locale.ROOT, "%.1f s", millis / 1_000.0)
        : "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart());
  }
}
