package dev.steward.tools.calendar;

import dev.steward.core.Failure;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// A time as an iCalendar file writes it.
///
/// @param local midnight for a date
record IcsTime(LocalDateTime local, ZoneId zone, Form form) {
  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2200;

  enum Form {
    DATE,
    /// In UTC, ending in Z.
    UTC,
    /// With the name of a zone, or without one.
    LOCAL
  }

  /// The time that a property holds.
  ///
  /// @param own the zone of times that don't say theirs
  /// @throws Failure USER if it is none, or its zone is unknown
  static IcsTime of(IcsProperty property, String value, IcsZones zones, ZoneId own) {
    var text = value.strip();
    try {
      if (text.matches("\\d{8}")) {
        var date = LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE);
        return checked(new IcsTime(date.atStartOfDay(), own, Form.DATE), property);
      }
      var local = LocalDateTime.parse(text.replaceFirst("Z$", ""), IcsWriter.LOCAL);
      if (text.endsWith("Z")) {
        return checked(new IcsTime(local, ZoneOffset.UTC, Form.UTC), property);
      }
      var name = property.parameter("TZID");
      var zone =
          name.isEmpty()
              ? own
              : zones
                  .find(name, local)
                  .orElseThrow(() ->
                      Failure.user(
                          "the time zone of its %s is unknown and not described in the file"
                              .formatted(property.name())));
      return checked(new IcsTime(local, zone, Form.LOCAL), property);
    } catch (DateTimeException malformed) {
      throw Failure.user("its %s is no date or time".formatted(property.name()));
    }
  }

  /// The same moment on the clocks of `other`; a date stays that date.
  LocalDateTime in(ZoneId other) {
    return form == Form.DATE
        ? local
        : local.atZone(zone).withZoneSameInstant(other).toLocalDateTime();
  }

  private static IcsTime checked(IcsTime time, IcsProperty property) {
    if (time.local.getYear() < FIRST_YEAR || time.local.getYear() > LAST_YEAR) {
      throw Failure.user(
          "its %s does not lie from %d to %d".formatted(property.name(), FIRST_YEAR, LAST_YEAR));
    }
    return time;
  }
}
