package dev.steward.tools.calendar;

import dev.steward.core.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.fortuna.ical4j.data.CalendarParserImpl;
import net.fortuna.ical4j.model.Recur;

/// Finds the time zones that iCalendar files mean by their own names: `Europe/Berlin`, `W. Europe
/// Standard Time`, `/vendor/Europe/Berlin`, or any name whose clock changes the file describes.
final class IcsZones {
  private static final String OTHER_NAMES = "/net/fortuna/ical4j/model/tz.alias";

  /// `W. Europe Standard Time;(UTC+01:00) Amsterdam, Berlin=Europe/Berlin`.
  private static final String WINDOWS_NAMES =
      "/net/fortuna/ical4j/transform/compliance/msTimezones";

  private static final Pattern OFFSET =
      Pattern.compile("\\W*(?:GMT|UTC)?([+-])(\\d{1,2}):?(\\d{2})?\\b.*");

  private final ZoneId own;
  private final Map<String, List<IcsProperty>> described = new HashMap<>();
  private final Map<String, Optional<ZoneId>> known = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();

  /// The zones of a file.
  ///
  /// @param own taken before others that fit as well
  IcsZones(List<List<String>> blocks, ZoneId own) {
    this.own = own;
    for (var block : blocks) {
      var properties = readable(block);
      properties.stream()
          .filter(p -> p.name().equals("TZID"))
          .forEach(p -> described.put(p.text(), properties));
    }
    table(OTHER_NAMES)
        .forEach(line -> {
          var parts = line.split("=", -1);
          if (parts.length == 2 && !line.startsWith("#")) {
            names.put(parts[0].replace("\\", "").strip(), parts[1].strip());
          }
        });
    table(WINDOWS_NAMES)
        .forEach(line -> {
          var end = line.lastIndexOf('=');
          for (var name : line.substring(0, Math.max(end, 0)).split(";", -1)) {
            names.put(name.strip(), line.substring(end + 1).strip());
          }
        });
  }

  /// The properties of a zone; none if they can't be read: then only its name can tell.
  private static List<IcsProperty> readable(List<String> block) {
    try {
      return IcsProperty.of("VTIMEZONE", block);
    } catch (Failure damaged) {
      return List.of();
    }
  }

  private static List<String> table(String resource) {
    try (var stream = CalendarParserImpl.class.getResourceAsStream(resource)) {
      return stream == null
          ? List.of()
          : new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// The zone that is meant by `name`, for times around `at`.
  Optional<ZoneId> find(String name, LocalDateTime at) {
    return known.computeIfAbsent(
        name,
        wanted ->
            named(wanted)
                .or(() -> atEndOfPath(wanted))
                .or(() -> named(names.getOrDefault(wanted, "")))
                .or(() -> described(wanted, at))
                .or(() -> offset(wanted)));
  }

  private static Optional<ZoneId> named(String name) {
    try {
      return name.isEmpty() ? Optional.empty() : Optional.of(ZoneId.of(name));
    } catch (DateTimeException unknown) {
      return Optional.empty();
    }
  }

  private static Optional<ZoneId> atEndOfPath(String name) {
    var rest = name;
    while (rest.indexOf('/') >= 0) {
      rest = rest.substring(rest.indexOf('/') + 1);
      var zone = rest.contains("/") ? named(rest) : Optional.<ZoneId>empty();
      if (zone.isPresent()) {
        return zone;
      }
    }
    return Optional.empty();
  }

  private static Optional<ZoneId> offset(String name) {
    var match = OFFSET.matcher(name);
    if (!match.matches()) {
      return Optional.empty();
    }
    var minutes = match.group(3) == null ? "00" : match.group(3);
    return named("%s%2s:%s".formatted(match.group(1), match.group(2), minutes).replace(' ', '0'));
  }

  /// A zone whose clocks change as the file says, or a fixed offset if they don't change.
  private Optional<ZoneId> described(String name, LocalDateTime at) {
    var properties = described.getOrDefault(name, List.of());
    var standard = last(properties, "STANDARD", "TZOFFSETTO").flatMap(IcsZones::offset);
    var daylight = last(properties, "DAYLIGHT", "TZOFFSETTO").flatMap(IcsZones::offset);
    if (standard.isEmpty() || daylight.isEmpty()) {
      return standard.map(zone -> zone);
    }
    var begins = begin(properties, at.getYear());
    if (begins.isEmpty()) {
      return Optional.empty();
    }
    return Stream.concat(
            Stream.of(own),
            ZoneId.getAvailableZoneIds().stream()
                .filter(id ->
                    id.matches("(?:Europe|America|Asia|Australia|Africa|Pacific|Atlantic)/.*"))
                .sorted(
                    Comparator.comparing((String id) -> !id.startsWith("Europe/"))
                        .thenComparing(Comparator.naturalOrder()))
                .map(ZoneId::of))
        .filter(zone -> changes(zone.getRules(), begins.get(), standard.get(), daylight.get()))
        .findFirst();
  }

  /// When summer time begins in a year.
  private static Optional<LocalDateTime> begin(List<IcsProperty> properties, int year) {
    var start = last(properties, "DAYLIGHT", "DTSTART");
    var rule = last(properties, "DAYLIGHT", "RRULE");
    try {
      var first = LocalDateTime.parse(start.map(IcsProperty::value).orElse(""), IcsWriter.LOCAL);
      if (rule.isEmpty()) {
        return Optional.of(first);
      }
      var from = LocalDateTime.of(year, 1, 1, 0, 0);
      var yearly =
          Recurrence.checked(rule.get().value(), ZoneOffset.UTC).replaceAll(";?UNTIL=[^;]*", "");
      return new Recur<LocalDateTime>(yearly)
          .getDates(first, first.isAfter(from) ? first : from, from.plusYears(1)).stream()
              .findFirst();
    } catch (RuntimeException malformed) {
      return Optional.empty();
    }
  }

  private static boolean changes(
      ZoneRules rules, LocalDateTime begins, ZoneOffset standard, ZoneOffset daylight) {
    var change = rules.nextTransition(begins.minusDays(1).toInstant(standard));
    return change != null
        && change.getOffsetBefore().equals(standard)
        && change.getOffsetAfter().equals(daylight)
        && change.getDateTimeBefore().toLocalDate().equals(begins.toLocalDate());
  }

  private static Optional<IcsProperty> last(
      List<IcsProperty> properties, String component, String name) {
    return properties.stream()
        .filter(p -> p.component().equals(component) && p.name().equals(name))
        .reduce((first, second) -> second);
  }

  private static Optional<ZoneOffset> offset(IcsProperty property) {
    try {
      return Optional.of(ZoneOffset.of(property.value().strip()));
    } catch (DateTimeException malformed) {
      return Optional.empty();
    }
  }
}
