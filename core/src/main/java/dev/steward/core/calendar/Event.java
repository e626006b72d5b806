package dev.steward.core.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/// Something in a user's calendar. Its start is a wall-clock time in a zone, so that a weekly
/// meeting stays at ten when the clocks change.
///
/// @param id unique within the tenant; the iCalendar UID
/// @param attendees names or addresses, the owner not among them
/// @param recurrence an iCalendar RRULE value (`FREQ=WEEKLY;COUNT=4`), or empty
/// @param except starts of instances that do not take place
/// @param sequence counts changes from 0
/// @param source the id of the message it came from
public record Event(
    String id,
    String tenant,
    String user,
    String title,
    LocalDateTime start,
    Duration duration,
    ZoneId zone,
    List<String> attendees,
    String recurrence,
    List<LocalDateTime> except,
    Status status,
    int sequence,
    String source,
    Instant updatedAt) {
  public Event {
    attendees = List.copyOf(attendees);
    except = List.copyOf(except);
  }

  public enum Status {
    CONFIRMED,
    CANCELLED
  }

  /// When the first instance starts.
  public Instant startsAt() {
    return start.atZone(zone).toInstant();
  }

  public Instant endsAt() {
    return startsAt().plus(duration);
  }
}
