package dev.steward.tools.calendar;

import dev.steward.core.Scope;
import dev.steward.core.calendar.Event;
import dev.steward.testkit.InMemoryEventStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/// Calendars for tests, of Ana and Bob.
final class Calendars {
  static final Scope ANA = new Scope("acme", "ana", "s1");
  static final Scope BOB = new Scope("acme", "bob", "s2");
  static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /// A Monday, 7:00 in Berlin.
  static final Instant NOW = Instant.parse("2026-11-23T06:00:00Z");

  private Calendars() {}

  static Calendar empty() {
    return new Calendar(new InMemoryEventStore(), WorkingHours.DEFAULT);
  }

  static Plan plan(String title, String start, int minutes) {
    return plan(title, start, minutes, BERLIN, "");
  }

  static Plan plan(String title, String start, int minutes, ZoneId zone, String recurrence) {
    return new Plan(
        title,
        LocalDateTime.parse(start),
        Duration.ofMinutes(minutes),
        zone,
        List.of("John"),
        recurrence,
        "m1");
  }

  /// Books what must not clash.
  static Event booked(Calendar calendar, Plan plan) {
    var key = "key/" + plan.title() + plan.start();
    if (calendar.create(ANA, plan, false, key, NOW) instanceof Booking.Booked(var event)) {
      return event;
    }
    throw new AssertionError("clash: " + plan);
  }

  static List<Event> all(Calendar calendar, Scope owner) {
    return calendar.list(
        owner, Instant.parse("2000-01-01T00:00:00Z"), Instant.parse("2030-01-01T00:00:00Z"));
  }
}
