package dev.steward.web;

import dev.steward.core.calendar.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/// An event of a calendar on the wire.
///
/// @param start as the clock on the wall of `zone` shows it
/// @param startsAt the same as an instant, for readers without a zone table
record WireEvent(
    String id,
    String userId,
    String title,
    String start,
    String zone,
    String duration,
    String startsAt,
    String endsAt,
    List<String> attendees,
    String recurrence,
    List<String> except,
    String status,
    int sequence,
    String source,
    String updatedAt) {
  static WireEvent of(Event event) {
    return new WireEvent(
        event.id(),
        event.user(),
        event.title(),
        event.start().toString(),
        event.zone().getId(),
        event.duration().toString(),
        event.startsAt().toString(),
        event.endsAt().toString(),
        event.attendees(),
        event.recurrence(),
        event.except().stream().map(LocalDateTime::toString).toList(),
        Wire.word(event.status()),
        event.sequence(),
        event.source(),
        event.updatedAt().toString());
  }

  Event event(String tenant) {
    return new Event(
        id,
        tenant,
        userId,
        title,
        LocalDateTime.parse(start),
        Duration.parse(duration),
        ZoneId.of(zone),
        attendees,
        recurrence,
        except.stream().map(LocalDateTime::parse).toList(),
        Wire.constant(Event.Status.class, status),
        sequence,
        source,
        Instant.parse(updatedAt));
  }
}
