package dev.steward.app.cli;

import dev.steward.core.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
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
