package dev.steward.tools.calendar;

import dev.steward.core.calendar.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// What can be asked of events, and done with them.
final class Events {
  static final int LONGEST_TITLE = 500;

  /// Times beyond these are of no use to a calendar.
  private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("2300-01-01T00:00:00Z");

  private Events() {}

  /// The instances of an event that overlap `from` to `to`, in order, each with its own start.
  static List<Event> instances(Event event, Instant from, Instant to) {
    var first = from.isBefore(FIRST) ? FIRST : from;
    var last = to.isAfter(LAST) ? LAST : to;
    if (!first.isBefore(last) && !first.equals(to)) {
      return List.of();
    }
    var slack = event.duration().plusDays(1);
    return Recurrence.starts(
            event,
            LocalDateTime.ofInstant(first.minus(slack), event.zone()),
            LocalDateTime.ofInstant(last.plus(Duration.ofDays(1)), event.zone()))
        .stream()
        .map(start -> start.equals(event.start()) ? event : at(event, start))
        .filter(instance -> overlaps(instance, first, last))
        .toList();
  }

  static boolean overlap(Event one, Event other) {
    return one.startsAt().isBefore(other.endsAt()) && other.startsAt().isBefore(one.endsAt());
  }

  static boolean overlaps(Event event, Instant from, Instant to) {
    var start = event.startsAt();
    var end = event.endsAt();
    return start.isBefore(to) && (end.isAfter(from) || start.equals(from));
  }

  static Event at(Event event, LocalDateTime start) {
    return with(
        event,
        start,
        event.duration(),
        event.recurrence(),
        event.except(),
        event.status(),
        event.sequence(),
        event.updatedAt());
  }

  /// The next version of an event.
  static Event changed(
      Event event,
      LocalDateTime start,
      Duration duration,
      String recurrence,
      List<LocalDateTime> except,
      Event.Status status,
      Instant now) {
    return with(
        event,
        start,
        duration,
        recurrence,
        except,
        status,
        event.sequence() + 1,
        now.truncatedTo(ChronoUnit.SECONDS));
  }

  private static Event with(
      Event event,
      LocalDateTime start,
      Duration duration,
      String recurrence,
      List<LocalDateTime> except,
      Event.Status status,
      int sequence,
      Instant updatedAt) {
    return new Event(
        event.id(),
        event.tenant(),
        event.user(),
        event.title(),
        start,
        duration,
        event.zone(),
        event.attendees(),
        recurrence,
        except,
        status,
        sequence,
        event.source(),
        updatedAt);
  }
}
