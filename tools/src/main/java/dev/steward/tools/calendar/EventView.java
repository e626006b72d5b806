package dev.steward.tools.calendar;

import dev.steward.core.Scope;
import dev.steward.core.calendar.Event;
import dev.steward.core.memory.FactStore;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Shows events to programs, as JSON in JDK types, and to people and models, as text.
final class EventView {
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

  private final FactStore facts;

  EventView(FactStore facts) {
    this.facts = facts;
  }

  Map<String, Object> data(Scope reader, Event event) {
    var data = new LinkedHashMap<String, Object>();
    data.put("id", event.id());
    data.put("title", event.title());
    data.put("start", iso(event.start()));
    data.put("end", iso(end(event)));
    data.put("zone", event.zone().getId());
    data.put("attendees", event.attendees());
    data.put("recurrence", event.recurrence());
    data.put("status", event.status().name().toLowerCase(Locale.ROOT));
    data.put("source", event.source());
    data.put("quote", quote(reader, event));
    return data;
  }

  List<Map<String, Object>> data(Scope reader, List<Event> events) {
    return events.stream().map(event -> data(reader, event)).toList();
  }

  /// One line, with the id that other tools take.
  static String line(Event event) {
    return "%s, %s–%s (%s)%s%s%s [%s]"
        .formatted(
            event.title(),
            DAY_AND_TIME.format(event.start()),
            event.start().toLocalDate().equals(end(event).toLocalDate())
                ? TIME.format(end(event))
                : DAY_AND_TIME.format(end(event)),
            event.zone().getId(),
            event.attendees().isEmpty() ? "" : ", with " + String.join(", ", event.attendees()),
            event.recurrence().isEmpty() ? "" : ", repeats " + event.recurrence(),
            event.status() == Event.Status.CANCELLED ? ", cancelled" : "",
            event.id());
  }

  static String lines(List<Event> events, int most) {
    var lines =
        events.stream().limit(most).map(e -> "- " + line(e)).collect(Collectors.joining("\n"));
    return events.size() > most ? lines + "\n… and %d more".formatted(events.size() - most) : lines;
  }

  static String iso(LocalDateTime time) {
    return DateTimeFormatter.ofPattern(
            time.getSecond() == 0 ? "uuuu-MM-dd'T'HH:mm" : "uuuu-MM-dd'T'HH:mm:ss")
        .format(time);
  }

  private static LocalDateTime end(Event event) {
    return LocalDateTime.ofInstant(event.endsAt(), event.zone());
  }

  /// The message that the event is owed to, if it is the reader's own.
  private String quote(Scope reader, Event event) {
    return event.source().isEmpty()
        ? ""
        : facts
            .message(reader.tenant(), event.source())
            .filter(message -> message.scope().user().equals(reader.user()))
            .map(message -> message.text())
            .orElse("");
  }
}
