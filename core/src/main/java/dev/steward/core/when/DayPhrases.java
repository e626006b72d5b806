package dev.steward.core.when;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the phrases in a part of a sentence that name times of day or days of the week: "between 9
/// and 11", "after 3pm", "mornings", "Mon-Fri".
final class DayPhrases {
  private static final Map<String, DayWindow> PARTS =
      Map.of(
          "morning", window(9, 12),
          "lunchtime", window(12, 13),
          "afternoon", window(13, 17),
          "evening", window(17, 20));

  private static final String HOUR =
      "(?:noon|midday|midnight|\\d{1,2}(?::\\d{2})?\\s?(?:am\\b|pm\\b|o'clock\\b|h\\b)?)";

  /// What makes a number something else than an hour: "2 hours", "3rd", "9/30", "11 March".
  private static final String NO_TIME =
      "(?![\\d:/%$€]|\\.\\d|st\\b|nd\\b|rd\\b|th\\b|-\\d"
          + "|\\s*-?\\s*(?:hours?|hrs?|minutes?|mins?|seconds?|days?|weeks?|months?|years?|percent|people"
          + "|persons?|meetings?|calls?|times|items?|pages?|emails?|clients?|jan|feb|mar|apr|may|jun|jul"
          + "|aug|sep|oct|nov|dec|january|february|march|april|june|july|august|september|october"
          + "|november|december|eur|euros?|usd|dollars?|business|working)\\b)";

  private static final Pattern RANGE =
      Pattern.compile(
          "(?:\\b(?<lead>between|from)\\s+)?(?<![\\w.:/$€-])(?<a>%s)\\s*(?<sep>-|–|—|\\bto\\b|\\btill\\b|\\buntil\\b|\\band\\b)\\s*(?<b>%s)%s"
              .formatted(HOUR, HOUR, NO_TIME));

  private static final Pattern OPEN =
      Pattern.compile(
          "\\b(?<word>after|later than|from|starting(?: at| from)?|before|earlier than|until|till|up to)\\s+(?<a>%s)%s"
              .formatted(HOUR, NO_TIME));

  private static final Pattern ONWARDS =
      Pattern.compile(
          "(?<![\\w.:/$€-])(?<a>%s)\\s+(?<word>or later|and later|onwards?|or earlier|and earlier)\\b"
              .formatted(HOUR));

  private static final Pattern PART =
      Pattern.compile(
          "(?<!good )(?<!this )(?<!tomorrow )(?<!yesterday )\\b(?<part>morning|lunchtime|afternoon|evening)s?\\b|\\b(?:over|at|during) lunch\\b");

  private static final String DAY =
      "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?|\\u0001[a-z]{3}";

  private static final Pattern DAYS =
      Pattern.compile(
          "(?<a>%s)(?:\\s*(?:-|–|\\bto\\b|\\bthrough\\b)\\s*(?<b>%s))?|(?<set>\\bweekdays?|\\bworkdays?|\\bweekends?)\\b"
              .formatted(DAY, DAY));

  private static final Pattern ABBREVIATION =
      Pattern.compile("\\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:s|rs|r|day)?\\b(?!day)\\.?");

  private DayPhrases() {}

  /// A phrase, and where it stands.
  record Phrase(int from, int to, List<DayWindow> windows, Set<DayOfWeek> days) {}

  /// A text in the form that [#in] reads: lower case, times and days written in one way.
  static String plain(String text) {
    return ABBREVIATION
        .matcher(text)
        .replaceAll(m -> "\u0001" + m.group(1))
        .toLowerCase(Locale.ROOT)
        .replace('’', '\'')
        .replaceAll("(?<=\\d)\\s*([ap])\\.?\\s?m\\b\\.?", "$1m")
        .replaceAll("\\b(\\d{1,2})[.h](\\d{2})(?![\\d.])", "$1:$2");
  }

  /// What is said in a part of a sentence, in the order in which it stands there.
  static List<Phrase> in(String segment) {
    var rest = new StringBuilder(segment);
    var found = new ArrayList<Phrase>();
    each(DAYS, rest, m -> new Phrase(m.start(), m.end(), List.of(), days(m)), found);
    each(RANGE, rest, m -> range(m), found);
    each(ONWARDS, rest, m -> open(m), found);
    each(OPEN, rest, m -> open(m), found);
    each(
        PART,
        rest,
        m -> {
          var part = m.group("part") == null ? "lunchtime" : m.group("part");
          return new Phrase(m.start(), m.end(), List.of(PARTS.get(part)), Set.of());
        },
        found);
    found.removeIf(one -> one.windows().isEmpty() && one.days().isEmpty());
    found.sort(Comparator.comparingInt(Phrase::from));
    return found;
  }

  private interface Reading {
    Phrase read(Matcher match);
  }

  private static void each(
      Pattern pattern, StringBuilder rest, Reading reading, List<Phrase> found) {
    var match = pattern.matcher(rest.toString());
    while (match.find()) {
      found.add(reading.read(match));
      rest.replace(match.start(), match.end(), "#".repeat(match.end() - match.start()));
    }
  }

  private static Phrase range(Matcher match) {
    var nothing = new Phrase(match.start(), match.end(), List.of(), Set.of());
    if (match.group("sep").equals("and") && !"between".equals(match.group("lead"))) {
      return nothing;
    }
    var first = match.group("a");
    var second = match.group("b");
    if (!first.endsWith("m") && second.endsWith("m") && Character.isDigit(first.charAt(0))) {
      var shared = minutes(first + second.substring(second.length() - 2));
      var morning = minutes(first + "am");
      return window(match, shared < minutes(second) ? shared : morning, minutes(second));
    }
    var from = minutes(first);
    var to = minutes(second);
    if (to >= 0 && to <= from && to + 12 * 60 <= 24 * 60) {
      to += 12 * 60;
    }
    return window(match, from, to);
  }

  private static Phrase open(Matcher match) {
    var at = minutes(match.group("a"));
    return switch (match.group("word")) {
      case "before", "earlier than", "until", "till", "up to", "or earlier", "and earlier" ->
          window(match, 0, at);
      default -> window(match, at, 24 * 60);
    };
  }

  private static Phrase window(Matcher match, int from, int to) {
    var windows =
        from < 0 || to < 0 || from >= to
            ? List.<DayWindow>of()
            : List.of(new DayWindow(time(from), time(to)));
    return new Phrase(match.start(), match.end(), windows, Set.of());
  }

  private static DayWindow window(int from, int to) {
    return new DayWindow(LocalTime.of(from, 0), LocalTime.of(to, 0));
  }

  private static LocalTime time(int minutes) {
    return minutes >= 24 * 60 ? LocalTime.MAX : LocalTime.ofSecondOfDay(minutes * 60L);
  }

  /// Minutes since midnight, -1 if there is no such time.
  private static int minutes(String text) {
    switch (text.strip()) {
      case "noon", "midday" -> {
        return 12 * 60;
      }
      case "midnight" -> {
        return 24 * 60;
      }
      default -> {
        // a number
      }
    }
    var match =
        Pattern.compile("(\\d{1,2})(?::(\\d{2}))?\\s?(am|pm)?.*", Pattern.DOTALL).matcher(text);
    if (!match.matches()) {
      return -1;
    }
    var hour = Integer.parseInt(match.group(1));
    var minute = match.group(2) == null ? 0 : Integer.parseInt(match.group(2));
    var half = match.group(3);
    if (minute > 59 || hour > 24 || (half != null && (hour < 1 || hour > 12))) {
      return -1;
    }
    if (half != null) {
      hour = hour % 12 + (half.equals("pm") ? 12 : 0);
    } else if (hour >= 1 && hour < 7 && !match.group(1).startsWith("0")) {
      hour += 12;
    }
    var total = hour * 60 + minute;
    return total > 24 * 60 ? -1 : total;
  }

  private static Set<DayOfWeek> days(Matcher match) {
    var set = match.group("set");
    if (set != null) {
      return set.startsWith("weekend")
          ? EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY)
          : EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    }
    var first = day(match.group("a"));
    var last = match.group("b") == null ? first : day(match.group("b"));
    var days = EnumSet.of(first);
    for (var day = first; day != last; ) {
      day = day.plus(1);
      days.add(day);
    }
    return days;
  }

  private static DayOfWeek day(String word) {
    var letters = word.replace("\u0001", "").substring(0, 3).toUpperCase(Locale.ROOT);
    for (var day : DayOfWeek.values()) {
      if (day.name().startsWith(letters)) {
        return day;
      }
    }
    throw new IllegalArgumentException("no day of the week: " + word);
  }
}
