package dev.steward.tools.calendar;

import dev.steward.core.Failure;
import dev.steward.core.calendar.Event;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.fortuna.ical4j.model.Recur;

/// Repeating events: checks the rules, and finds the starts of the instances.
final class Recurrence {
  /// The most instances that a rule may count.
  static final int MAX_COUNT = 5_000;

  private static final int MAX_LENGTH = 500;
  private static final DateTimeFormatter BASIC = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");

  private static final Map<String, Pattern> PARTS =
      Map.ofEntries(
          part("FREQ", "DAILY|WEEKLY|MONTHLY|YEARLY"),
          part("INTERVAL", "[1-9]\\d{0,2}"),
          part("COUNT", "[1-9]\\d{0,3}"),
          part("UNTIL", "\\d{8}(?:T\\d{6}Z?)?"),
          part("WKST", "MO|TU|WE|TH|FR|SA|SU"),
          part("BYDAY", list("(?:[+-]?[1-9]\\d?)?(?:MO|TU|WE|TH|FR|SA|SU)")),
          part("BYMONTHDAY", list("[+-]?[1-9]\\d?")),
          part("BYYEARDAY", list("[+-]?[1-9]\\d{0,2}")),
          part("BYWEEKNO", list("[+-]?[1-9]\\d?")),
          part("BYMONTH", list("[1-9]|1[0-2]")),
          part("BYSETPOS", list("[+-]?[1-9]\\d{0,2}")),
          part("BYHOUR", list("1?\\d|2[0-3]")),
          part("BYMINUTE", "[1-5]?\\d"),
          part("BYSECOND", "0"));

  private Recurrence() {}

  /// The rule in its plain form, its end in UTC; empty for an empty one.
  ///
  /// @param zone in which its end is meant, if that does not say
  /// @throws Failure USER if it is none, or repeats more often than a calendar can hold
  static String checked(String rule, ZoneId zone) {
    if (rule.isBlank()) {
      return "";
    }
    var parts = parts(rule);
    var until = parts.get("UNTIL");
    if (until != null && parts.containsKey("COUNT")) {
      throw wrong("it has both UNTIL and COUNT");
    }
    if (parts.containsKey("COUNT")
        && Integer.parseInt(parts.getOrDefault("COUNT", "")) > MAX_COUNT) {
      throw wrong("it repeats more than %d times".formatted(MAX_COUNT));
    }
    if (until != null) {
      var end = end(until, zone);
      parts.put("UNTIL", BASIC.format(end.atZone(zone).withZoneSameInstant(ZoneOffset.UTC)) + "Z");
    }
    var plain = text(parts);
    try {
      var _ = new Recur<LocalDateTime>(plain.replaceFirst("Z(?=;|$)", ""));
    } catch (RuntimeException refused) {
      throw wrong("its parts don't fit together");
    }
    return plain;
  }

  /// Starts of instances from `from` to `to`, in order, cancelled ones left out. The event's own
  /// start counts as the first.
  static List<LocalDateTime> starts(Event event, LocalDateTime from, LocalDateTime to) {
    var starts = new TreeSet<LocalDateTime>();
    if (!event.recurrence().isEmpty() && !to.isBefore(event.start())) {
      var parts = parts(event.recurrence());
      var count = Integer.parseInt(parts.getOrDefault("COUNT", "0"));
      var until = parts.get("UNTIL");
      if (until != null) {
        parts.put("UNTIL", BASIC.format(end(until, event.zone())));
      }
      var begin = count > 0 || from.isBefore(event.start()) ? event.start() : from;
      starts.addAll(new Recur<LocalDateTime>(text(parts)).getDates(event.start(), begin, to));
      starts.add(event.start());
      while (count > 0 && starts.size() > count) {
        starts.removeLast();
      }
    } else {
      starts.add(event.start());
    }
    event.except().forEach(starts::remove);
    return starts.stream().filter(s -> !s.isBefore(from) && !s.isAfter(to)).toList();
  }

  /// The rule of a series whose first start moves from one day to another: a series held on one day
  /// of the week moves along.
  ///
  /// @throws Failure USER if the rule does not go with the new start
  static String moved(String rule, LocalDateTime from, LocalDateTime to) {
    if (rule.isEmpty() || from.toLocalDate().equals(to.toLocalDate())) {
      return rule;
    }
    var parts = parts(rule);
    if (parts.getOrDefault("BYDAY", "").equals(day(from))
        && parts.getOrDefault("FREQ", "").equals("WEEKLY")) {
      parts.put("BYDAY", day(to));
    } else if (parts.keySet().stream().anyMatch(part -> part.startsWith("BY"))
        && !new Recur<LocalDateTime>(text(without(parts, "UNTIL", "COUNT")))
            .getDates(to, to, to)
            .contains(to)) {
      throw Failure.user(
          "The series was not moved: its rule %s has no instance at %s; cancel it and create a new one"
              .formatted(rule, to));
    }
    return text(parts);
  }

  private static String day(LocalDateTime time) {
    return time.getDayOfWeek().name().substring(0, 2);
  }

  private static Map<String, String> without(Map<String, String> parts, String... names) {
    var rest = new LinkedHashMap<>(parts);
    rest.keySet().removeAll(List.of(names));
    return rest;
  }

  /// The last moment of the rule, on the clock of `zone`.
  private static LocalDateTime end(String until, ZoneId zone) {
    try {
      if (until.length() == 8) {
        var day = LocalDate.parse(until, DateTimeFormatter.BASIC_ISO_DATE);
        return day.atTime(LocalTime.of(23, 59, 59));
      }
      var end = LocalDateTime.parse(until.replace("Z", ""), BASIC);
      return until.endsWith("Z")
          ? LocalDateTime.ofInstant(Instant.from(end.atOffset(ZoneOffset.UTC)), zone)
          : end;
    } catch (DateTimeException noDate) {
      throw wrong("its UNTIL is no date");
    }
  }

  private static Map<String, String> parts(String rule) {
    var text = rule.strip().toUpperCase(Locale.ROOT).replaceFirst("^RRULE:", "");
    if (text.length() > MAX_LENGTH) {
      throw wrong("it is longer than %d characters".formatted(MAX_LENGTH));
    }
    if (text.matches("DAILY|WEEKLY|MONTHLY|YEARLY")) {
      text = "FREQ=" + text;
    }
    var parts = new LinkedHashMap<String, String>();
    for (var part : text.split(";", -1)) {
      if (part.isBlank()) {
        continue;
      }
      var name = part.replaceFirst("=.*", "").strip();
      var value = part.substring(Math.min(part.length(), part.indexOf('=') + 1)).strip();
      var form = PARTS.get(name);
      if (name.equals("FREQ") && value.matches("HOURLY|MINUTELY|SECONDLY")) {
        throw wrong(
            "events repeat daily, weekly, monthly or yearly, not "
                + value.toLowerCase(Locale.ROOT));
      }
      if (form == null || !form.matcher(value).matches()) {
        throw wrong("its part '%s' is not understood".formatted(part.length() > 60 ? name : part));
      }
      if (parts.put(
              name, Arrays.stream(value.split(",")).distinct().collect(Collectors.joining(",")))
          != null) {
        throw wrong("it has two parts " + name);
      }
    }
    if (!parts.containsKey("FREQ")) {
      throw wrong("it has no FREQ");
    }
    return parts;
  }

  private static String text(Map<String, String> parts) {
    return parts.entrySet().stream()
        .map(part -> part.getKey() + "=" + part.getValue())
        .collect(Collectors.joining(";"));
  }

  private static Failure wrong(String problem) {
    return Failure.user(
        "The recurrence was refused: %s; write an RRULE such as FREQ=WEEKLY;COUNT=4"
            .formatted(problem));
  }

  private static Map.Entry<String, Pattern> part(String name, String form) {
    return Map.entry(name, Pattern.compile(form));
  }

  private static String list(String form) {
    return "(?:%s)(?:,(?:%s))*".formatted(form, form);
  }
}
