package dev.steward.core.when;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Dates and times as they are written to people: in full, so that nothing is left to guess.
public final class Spoken {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("H:mm", Locale.ENGLISH);

  private Spoken() {}

  /// Such as `Monday 30 November 2026`.
  public static String date(LocalDate date) {
    return DATE.format(date);
  }

  /// Such as `9:00`.
  public static String time(LocalTime time) {
    return TIME.format(time);
  }

  /// Such as `Monday 30 November 2026, 9:00–9:30`.
  public static String span(LocalDateTime start, LocalDateTime end) {
    var day = date(start.toLocalDate()) + ", " + time(start.toLocalTime()) + "–";
    return start.toLocalDate().equals(end.toLocalDate())
        ? day + time(end.toLocalTime())
        : day + date(end.toLocalDate()) + ", " + time(end.toLocalTime());
  }

  /// Such as `Monday 30 November 2026, 9:00–9:30, Europe/Berlin`.
  public static String span(LocalDateTime start, LocalDateTime end, ZoneId zone) {
    return span(start, end) + ", " + zone.getId();
  }

  /// Such as `30 minutes`, `1 hour` or `1 hour 30 minutes`.
  public static String length(Duration length) {
    long hours = length.toHours();
    int minutes = length.toMinutesPart();
    var inHours = hours == 0 ? "" : hours == 1 ? "1 hour" : hours + " hours";
    var inMinutes = minutes == 0 ? "" : minutes == 1 ? "1 minute" : minutes + " minutes";
    return (inHours + " " + inMinutes).strip();
  }
}
