package dev.steward.tools.calendar;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/// An event to be booked.
///
/// @param start wall-clock time in `zone`
/// @param attendees names or addresses, the owner not among them
/// @param recurrence an iCalendar RRULE value, or empty
/// @param source the id of the message it is owed to, or empty
public record Plan(
    String title,
    LocalDateTime start,
    Duration duration,
    ZoneId zone,
    List<String> attendees,
    String recurrence,
    String source) {
  public Plan {
    attendees = List.copyOf(attendees);
  }
}
