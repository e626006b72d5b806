package dev.steward.tools.calendar;

import dev.steward.core.Failure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The parts of an iCalendar file that hold events and time zones, each still text: so that one
/// damaged event does not take the others with it. Lines are unfolded; lines that are none are left
/// out, and so is what is nested in an event, such as an alarm.
///
/// @param method what the file as a whole is for, such as `CANCEL`; or empty
record IcsBlocks(List<List<String>> events, List<List<String>> zones, String method) {
  private static final int MAX_LENGTH = 10_000_000;
  private static final int MAX_EVENTS = 10_000;
  private static final int MAX_DEPTH = 8;
  private static final Pattern LINE = Pattern.compile("[A-Za-z0-9-]+[;:].*", Pattern.DOTALL);

  IcsBlocks {
    events = List.copyOf(events);
    zones = List.copyOf(zones);
  }

  /// The blocks of a file.
  ///
  /// @throws Failure USER if it is not an iCalendar file, is cut off, or too large
  static IcsBlocks of(String ics) {
    if (ics.length() > MAX_LENGTH) {
      throw Failure.user(
          "The calendar file was not read: it has %d characters, more than %d; split it"
              .formatted(ics.length(), MAX_LENGTH));
    }
    var text = ics.startsWith("\uFEFF") ? ics.substring(1) : ics;
    if (text.isBlank()) {
      throw Failure.user("The calendar file was not read: it is empty; export it again");
    }
    if (!text.stripLeading().regionMatches(true, 0, "BEGIN:VCALENDAR", 0, 15)) {
      throw Failure.user(
          "The calendar file was not read: it does not begin with BEGIN:VCALENDAR; choose an iCalendar (.ics) file");
    }
    return new Splitting().split(unfolded(text));
  }

  private static List<String> unfolded(String text) {
    var lines = new ArrayList<StringBuilder>();
    text.lines()
        .forEach(line -> {
          if (!lines.isEmpty() && (line.startsWith(" ") || line.startsWith("\t"))) {
            lines.getLast().append(line, 1, line.length());
          } else {
            lines.add(new StringBuilder(line));
          }
        });
    return lines.stream().map(StringBuilder::toString).toList();
  }

  private static final class Splitting {
    private final List<List<String>> events = new ArrayList<>();
    private final List<List<String>> zones = new ArrayList<>();
    private final ArrayDeque<String> open = new ArrayDeque<>();
    private String method = "";

    IcsBlocks split(List<String> lines) {
      for (var line : lines) {
        if (line.regionMatches(true, 0, "BEGIN:", 0, 6)) {
          begin(line.substring(6).strip().toUpperCase(Locale.ROOT), line);
        } else if (line.regionMatches(true, 0, "END:", 0, 4)) {
          end(line.substring(4).strip().toUpperCase(Locale.ROOT), line);
        } else if (LINE.matcher(line).matches()) {
          take(line);
        }
      }
      if (!open.isEmpty()) {
        throw Failure.user(
            "The calendar file was not read: it ends before its end; export it again");
      }
      return new IcsBlocks(events, zones, method);
    }

    private void begin(String component, String line) {
      if (open.size() == MAX_DEPTH) {
        throw Failure.user(
            "The calendar file was not read: its parts are nested deeper than %d; export it again"
                .formatted(MAX_DEPTH));
      }
      open.addLast(component);
      if (isEvent()) {
        events.add(new ArrayList<>());
        if (events.size() > MAX_EVENTS) {
          throw Failure.user(
              "The calendar file was not read: it has more than %d events; split it"
                  .formatted(MAX_EVENTS));
        }
      } else if (open.size() == 2 && component.equals("VTIMEZONE")) {
        zones.add(new ArrayList<>());
      } else if (inZone()) {
        zones.getLast().add(line);
      }
    }

    private void end(String component, String line) {
      if (open.isEmpty() || !open.removeLast().equals(component)) {
        throw Failure.user(
            "The calendar file was not read: an %s ends that was not open; export it again"
                .formatted(component.length() > 40 ? "unknown part" : component));
      }
      if (inZone()) {
        zones.getLast().add(line);
      }
    }

    private void take(String line) {
      if (isEvent()) {
        events.getLast().add(line);
      } else if (inZone()) {
        zones.getLast().add(line);
      } else if (open.size() == 1 && line.regionMatches(true, 0, "METHOD:", 0, 7)) {
        method = line.substring(7).strip().toUpperCase(Locale.ROOT);
      }
    }

    private boolean isEvent() {
      return open.size() == 2 && open.getLast().equals("VEVENT");
    }

    private boolean inZone() {
      return open.size() >= 2 && open.stream().skip(1).findFirst().orElse("").equals("VTIMEZONE");
    }
  }
}
