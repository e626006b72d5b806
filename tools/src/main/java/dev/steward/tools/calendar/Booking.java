package dev.steward.tools.calendar;

import dev.steward.core.calendar.Event;
import java.util.List;

/// What an attempt to book a time came to.
public sealed interface Booking {
  /// It is in the calendar.
  record Booked(Event event) implements Booking {}

  /// It was there before, at another time.
  record Moved(Event event, Event previous) implements Booking {}

  /// Nothing was changed: these instances of other events are in the way.
  record Clash(List<Event> conflicts) implements Booking {
    public Clash {
      conflicts = List.copyOf(conflicts);
    }
  }
}
