package dev.steward.testkit.desk;

import dev.steward.core.Failure;
import dev.steward.core.calendar.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;

/// As much of iCalendar as a [FakeDesk] needs to read what it wrote.
final class FakeCalendar {
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT);

  private FakeCalendar() {}

  static String write(List<Event> events) {
    var lines = new ArrayList<>(List.of("BEGIN:VCALENDAR", "VERSION:2.0"));
    for (var event : events) {
      lines.add("BEGIN:VEVENT");
      lines.add("UID:" + event.id());
      lines.add("SUMMARY:" + event.title());
      lines.add("DTSTART:" + UTC.format(event.startsAt().atOffset(ZoneOffset.UTC)));
      lines.add("DURATION:" + event.duration());
      lines.add("END:VEVENT");
    }
    lines.add("END:VCALENDAR");
    return String.join("\r\n", lines) + "\r\n";
  }

  static List<Event> read(String file, String tenant, String user, Instant now) {
    if (!file.startsWith("BEGIN:VCALENDAR")) {
      throw Failure.user("This is no iCalendar file; it must begin with BEGIN:VCALENDAR");
    }
    var events = new ArrayList<Event>();
    var fields = new HashMap<String, String>();
    for (var line : file.lines().toList()) {
      var parts = line.split(":", 2);
      fields.put(parts[0], parts[1]);
      if (line.equals("END:VEVENT")) {
        events.add(
            new Event(
                fields.getOrDefault("UID", ""),
                tenant,
                user,
                fields.getOrDefault("SUMMARY", ""),
                LocalDateTime.parse(fields.getOrDefault("DTSTART", ""), UTC),
                Duration.parse(fields.getOrDefault("DURATION", "PT1H")),
                ZoneOffset.UTC,
                List.of(),
                "",
                List.of(),
                Event.Status.CONFIRMED,
                0,
                "import",
                now));
      }
    }
    return events;
  }
}
