package dev.steward.tools.calendar;

import dev.steward.core.calendar.Event;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Writes iCalendar files (RFC 5545). Lines are folded by bytes and between characters, which
/// ical4j's writer does not do.
final class IcsWriter {
  static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");

  /// For an attendee of whom only the name is known.
  static final String NO_ADDRESS = "invalid:nomail";

  /// A name and an address, `Ann Lee <ann@example.com>`, or an address alone.
  static final Pattern ADDRESS =
      Pattern.compile("(?:(?<name>[^<>]*[^<>\\s]) <)?(?<address>[^\\s<>\",;:]+@[^\\s<>\",;:]+?)>?");

  private static final int LINE_BYTES = 75;
  private static final int YEARS_AHEAD = 10;

  private final StringBuilder file = new StringBuilder();
  private final String tag;

  private IcsWriter(String tag) {
    this.tag = tag;
  }

  /// The file of these events.
  ///
  /// @param tag left out at the end of ids
  static String write(List<Event> events, String tag) {
    var writer = new IcsWriter(tag);
    writer.line("BEGIN:VCALENDAR");
    writer.line("VERSION:2.0");
    writer.line("PRODID:-//Steward//Steward//EN");
    events.stream().collect(Collectors.groupingBy(Event::zone)).entrySet().stream()
        .sorted(Comparator.comparing(zone -> zone.getKey().getId()))
        .forEach(zone -> writer.zone(zone.getKey(), zone.getValue()));
    events.forEach(writer::event);
    writer.line("END:VCALENDAR");
    return writer.file.toString();
  }

  private void event(Event event) {
    var id = event.id();
    line("BEGIN:VEVENT");
    line("UID:" + escaped(id.endsWith(tag) ? id.substring(0, id.length() - tag.length()) : id));
    line("DTSTAMP:" + utc(event.updatedAt()));
    line("LAST-MODIFIED:" + utc(event.updatedAt()));
    line("SEQUENCE:" + event.sequence());
    line("STATUS:" + event.status().name());
    line("DTSTART" + local(event.zone(), List.of(event.start())));
    line("DURATION:" + event.duration());
    if (!event.recurrence().isEmpty()) {
      line("RRULE:" + event.recurrence());
    }
    if (!event.except().isEmpty()) {
      line("EXDATE" + local(event.zone(), event.except()));
    }
    line("SUMMARY:" + escaped(event.title()));
    event.attendees().forEach(this::attendee);
    if (!event.source().isEmpty()) {
      line("X-STEWARD-SOURCE:" + escaped(event.source()));
    }
    line("END:VEVENT");
  }

  private void attendee(String attendee) {
    var match = ADDRESS.matcher(attendee);
    if (!match.matches() || attendee.endsWith(">") != (match.group("name") != null)) {
      line("ATTENDEE;CN=%s:%s".formatted(parameter(attendee), NO_ADDRESS));
    } else if (match.group("name") == null) {
      line("ATTENDEE:mailto:" + match.group("address"));
    } else {
      line(
          "ATTENDEE;CN=%s:mailto:%s"
              .formatted(parameter(match.group("name")), match.group("address")));
    }
  }

  /// The clock changes of a zone, from the first event on.
  private void zone(ZoneId zone, List<Event> events) {
    var rules = zone.getRules();
    var first = events.stream().map(Event::startsAt).min(Comparator.naturalOrder()).orElseThrow();
    var last = events.stream().map(Event::endsAt).max(Comparator.naturalOrder()).orElseThrow();
    var until = last.atZone(ZoneOffset.UTC).plusYears(YEARS_AHEAD).toInstant();
    line("BEGIN:VTIMEZONE");
    line("TZID:" + zone.getId());
    var transition = rules.previousTransition(first.plusSeconds(1));
    if (transition == null) {
      var offset = rules.getOffset(first);
      observance("STANDARD", LocalDateTime.of(1970, 1, 1, 0, 0), offset, offset);
      transition = rules.nextTransition(first);
    }
    while (transition != null && transition.getInstant().isBefore(until)) {
      observance(
          rules.isDaylightSavings(transition.getInstant()) ? "DAYLIGHT" : "STANDARD",
          transition.getDateTimeBefore(),
          transition.getOffsetBefore(),
          transition.getOffsetAfter());
      transition = rules.nextTransition(transition.getInstant());
    }
    line("END:VTIMEZONE");
  }

  private void observance(String kind, LocalDateTime start, ZoneOffset from, ZoneOffset to) {
    line("BEGIN:" + kind);
    line("DTSTART:" + LOCAL.format(start));
    line("TZOFFSETFROM:" + offset(from));
    line("TZOFFSETTO:" + offset(to));
    line("END:" + kind);
  }

  private static String offset(ZoneOffset offset) {
    var id = offset.getTotalSeconds() == 0 ? "+00:00" : offset.getId();
    return id.replace(":", "");
  }

  private static String utc(Instant time) {
    return LOCAL.format(time.atOffset(ZoneOffset.UTC)) + "Z";
  }

  private static String local(ZoneId zone, List<LocalDateTime> times) {
    return ";TZID=%s:%s"
        .formatted(
            parameter(zone.getId()),
            times.stream().map(LOCAL::format).collect(Collectors.joining(",")));
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\r\n", "\\n")
        .replace("\n", "\\n")
        .replace(",", "\\,")
        .replace(";", "\\;")
        .replaceAll("[\\p{Cntrl}&&[^\t]]", "");
  }

  private static String parameter(String text) {
    var plain =
        text.replace("^", "^^")
            .replace("\"", "^'")
            .replace("\n", "^n")
            .replaceAll("[\\p{Cntrl}&&[^\t]]", "");
    return plain.matches("[^:;,]*") ? plain : '"' + plain + '"';
  }

  /// Adds a line, folded where it is longer than 75 bytes.
  private void line(String line) {
    var bytes = 0;
    for (var i = 0; i < line.length(); ) {
      var character = Character.toString(line.codePointAt(i));
      var size = character.getBytes(StandardCharsets.UTF_8).length;
      if (bytes + size > LINE_BYTES) {
        file.append("\r\n ");
        bytes = 1;
      }
      file.append(character);
      bytes += size;
      i += character.length();
    }
    file.append("\r\n");
  }
}
