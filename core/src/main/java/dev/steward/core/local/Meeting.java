package dev.steward.core.local;

import dev.steward.core.agent.Source;
import dev.steward.core.when.Spoken;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// An event as the calendar's tools tell it.
record Meeting(
    String id,
    String title,
    LocalDateTime start,
    LocalDateTime end,
    ZoneId zone,
    List<String> attendees,
    String recurrence,
    boolean cancelled,
    String source,
    String quote) {
  Meeting {
    attendees = List.copyOf(attendees);
  }

  /// Reads what a tool told; `zone` where it names none.
  static Meeting of(Map<?, ?> data, ZoneId zone) {
    var attendees = new ArrayList<String>();
    if (data.get("attendees") instanceof List<?> names) {
      names.forEach(name -> attendees.add(String.valueOf(name)));
    }
    var start = LocalDateTime.parse(text(data, "start"));
    var named = text(data, "zone");
    return new Meeting(
        text(data, "id"),
        text(data, "title"),
        start,
        data.containsKey("end") ? LocalDateTime.parse(text(data, "end")) : start,
        named.isEmpty() ? zone : ZoneId.of(named),
        attendees,
        text(data, "recurrence"),
        text(data, "status").toLowerCase(Locale.ROOT).equals("cancelled"),
        text(data, "source"),
        text(data, "quote"));
  }

  static String text(Map<?, ?> data, String key) {
    var value = data.get(key);
    return value == null ? "" : String.valueOf(value);
  }

  Instant startsAt() {
    return start.atZone(zone).toInstant();
  }

  Instant endsAt() {
    return end.atZone(zone).toInstant();
  }

  Duration length() {
    var length = Duration.between(startsAt(), endsAt());
    return length.isPositive() ? length : Duration.ofMinutes(30);
  }

  /// When it starts by the clock of a person in `theirs`.
  LocalDateTime startIn(ZoneId theirs) {
    return startsAt().atZone(theirs).toLocalDateTime();
  }

  /// Such as `“Call with Mary” on Monday 30 November 2026, 9:00–9:30, Europe/Berlin`.
  String described(ZoneId theirs) {
    return "“%s” on %s%s".formatted(title, time(theirs), Recurrences.spoken(recurrence));
  }

  /// Its time in its own zone, and in the person's where that is another.
  String time(ZoneId theirs) {
    var own = Spoken.span(start, end, zone);
    if (zone.getRules().getOffset(startsAt()).equals(theirs.getRules().getOffset(startsAt()))) {
      return Spoken.span(start, end, theirs);
    }
    var there =
        Spoken.span(
            startsAt().atZone(theirs).toLocalDateTime(),
            endsAt().atZone(theirs).toLocalDateTime(),
            theirs);
    return own + " (" + there + ")";
  }

  /// The day and time alone, in the person's zone.
  String shortTime(ZoneId theirs) {
    return Spoken.span(
        startsAt().atZone(theirs).toLocalDateTime(), endsAt().atZone(theirs).toLocalDateTime());
  }

  String subject() {
    return "event:" + id;
  }

  Source asSource(ZoneId theirs, Instant at) {
    return new Source("event", id, described(theirs), source, quote, at);
  }
}
