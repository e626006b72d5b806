package dev.steward.core.when;

import dev.steward.core.text.Spelling;
import dev.steward.core.text.Words;
import java.time.DayOfWeek;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds expressions of date, time, length, recurrence and zone in a message.
///
/// Conventions: weeks run from Monday to Sunday; a weekday alone is the next one after today; `next
/// Friday` is the Friday of next week; a bare hour is the one in working hours (8:00 to 18:00), and
/// is asked for when that does not settle it (6, 7 and 8).
public final class WhenReader {
  /// The words that are understood, for a [dev.steward.core.text.Spelling].
  public static final Set<String> VOCABULARY = vocabulary();

  private static final Set<String> HOLIDAYS =
      Set.of(
          "christmas",
          "xmas",
          "easter",
          "thanksgiving",
          "halloween",
          "pentecost",
          "ramadan",
          "hanukkah",
          "diwali");

  /// Short forms among them, which are recognised only as they are.
  public static final Set<String> SHORT_FORMS =
      Set.of("tues", "weds", "thur", "thurs", "sept", "mins", "tmrw", "wensday");

  /// The keywords that are written with a capital.
  public static final Set<String> PROPER = Names.PROPER;

  private final Words words;
  private final Dates dates;
  private final RelativeDays relative;
  private final TimeSpans times;
  private final Repeats repeats;
  private final Zones zones;

  private WhenReader(Words words, ZonedDateTime now) {
    this.words = words;
    this.dates = new Dates(words, now.toLocalDate());
    this.relative = new RelativeDays(words, now.toLocalDateTime(), dates);
    this.times = new TimeSpans(words, new Clocks(words));
    this.repeats = new Repeats(words);
    this.zones = new Zones(words);
  }

  /// What `words` say about when, read at `now` in the person's zone.
  ///
  /// @param readable the positions that may be read; an expression does not begin elsewhere
  public static Reading read(Words words, IntPredicate readable, ZonedDateTime now) {
    var reader = new WhenReader(words, now);
    var parts = new ArrayList<Part>();
    int i = 0;
    while (words.has(i)) {
      var part = readable.test(i) && !words.get(i).quoted() ? reader.partAt(i, parts) : null;
      if (part == null || !readable.test(part.to() - 1)) {
        i++;
      } else {
        parts.add(part);
        i = part.to();
      }
    }
    return new Reading(words, parts, now);
  }

  /// Whether the word there names a day that is not understood: a holiday, or a word that is two
  /// wrong letters away from the name of a day, too far to be taken for it.
  public static boolean isLikeDay(Words words, int at) {
    if (!words.has(at) || !words.get(at).isLetters() || words.get(at).lower().length() < 5) {
      return false;
    }
    if (HOLIDAYS.stream().anyMatch(day -> Spelling.oneLetterApart(words.lower(at), day))) {
      return true;
    }
    return Stream.concat(
            Arrays.stream(DayOfWeek.values()).map(day -> day.name().toLowerCase(Locale.ROOT)),
            Stream.of("tomorrow", "today"))
        .anyMatch(day -> Spelling.twoLettersApart(words.lower(at), day));
  }

  private static Set<String> vocabulary() {
    var vocabulary = new HashSet<String>(Names.WORDS);
    vocabulary.addAll(Numerals.WORDS);
    vocabulary.addAll(Amounts.UNITS.keySet());
    vocabulary.addAll(
        Set.of(
            "today",
            "today's",
            "tomorrow",
            "tomorrow's",
            "yesterday",
            "yesterday's",
            "tonight",
            "tmrw",
            "tmr",
            "next",
            "this",
            "last",
            "coming",
            "upcoming",
            "following",
            "previous",
            "current",
            "weekend",
            "quarter",
            "within",
            "during",
            "after",
            "before",
            "ago",
            "from",
            "until",
            "till",
            "between",
            "around",
            "through",
            "starting",
            "early",
            "late",
            "later",
            "middle",
            "start",
            "noon",
            "midday",
            "midnight",
            "o'clock",
            "oclock",
            "sharp",
            "lunchtime",
            "lunch",
            "morning",
            "mornings",
            "afternoon",
            "afternoons",
            "evening",
            "evenings",
            "night",
            "half",
            "past",
            "time",
            "every",
            "each",
            "other",
            "daily",
            "weekly",
            "biweekly",
            "fortnightly",
            "monthly",
            "quarterly",
            "yearly",
            "annually",
            "weekdays",
            "weekday",
            "workday",
            "once",
            "twice",
            "times",
            "couple",
            "business",
            "working",
            "over"));
    vocabulary.addAll(Set.of("about", "close", "thing", "earlier", "earliest", "latest", "then"));
    return Set.copyOf(vocabulary);
  }

  private @Nullable Part partAt(int i, List<Part> before) {
    var previous = before.isEmpty() ? null : before.getLast();
    int gap = previous == null ? -1 : i - previous.to();
    boolean adjacent = gap == 0 || (gap == 1 && words.is(i - 1, ",", "("));
    boolean afterDay =
        adjacent
            && (previous instanceof Part.Day
                || previous instanceof Part.DayPart
                || previous instanceof Part.Repeat
                || previous instanceof Part.Doubt);
    boolean afterClock =
        adjacent
            && (previous instanceof Part.Clock
                || previous instanceof Part.ClockRange
                || previous instanceof Part.Bounds);
    var zone = zones.at(i, afterClock);
    if (zone != null) {
      return zone;
    }
    var part = until(i, before);
    if (part == null) {
      part = repeats.at(i);
    }
    if (part == null) {
      part = day(i);
    }
    if (part == null) {
      part = length(i);
    }
    return part == null ? times.at(i, afterDay) : part;
  }

  /// A day with the preposition before it.
  private @Nullable Part day(int i) {
    var bounded = relative.bounded(i);
    if (bounded != null) {
      return bounded;
    }
    int at = i;
    if (words.is(at, "starting", "beginning", "from") && words.is(at + 1, "on", "from")) {
      at += 2;
    } else if (words.is(at, "on", "for", "at", "starting", "of", "since")
        || words.is(at, "starting")) {
      at++;
    }
    if (!words.has(at)) {
      return null;
    }
    Part part = relative.at(at);
    if (part == null) {
      part = dates.at(at);
    }
    if (part == null && at > i) {
      var ordinal = Numerals.ordinal(words, at);
      if (ordinal.found() && words.get(at).isNumber() && words.is(i, "on", "for")) {
        part = dates.ofMonth(at, ordinal.next(), ordinal.value());
      }
    }
    return part == null ? null : new Widened(part).from(i);
  }

  /// The end of a series: `until 31 December`.
  private @Nullable Part until(int i, List<Part> before) {
    if (!words.is(i, "until", "till") || before.stream().noneMatch(Part.Repeat.class::isInstance)) {
      return null;
    }
    var end = words.has(i + 1) ? day(i + 1) : null;
    if (end instanceof Part.Day day) {
      return new Part.Until(i, day.to(), day.date());
    }
    return end instanceof Part.Days days ? new Part.Until(i, days.to(), days.last()) : null;
  }

  private @Nullable Part length(int i) {
    int at = words.is(i, "for", "lasting") ? i + 1 : i;
    at = words.is(at, "about", "around", "approximately", "max") && at > i ? at + 1 : at;
    at = words.is(at, "only", "just") && at > i ? at + 1 : at;
    if ((words.is(at, "the") && words.is(at + 1, "whole", "entire"))
        || (words.is(at, "all") && words.is(at + 1, "day"))) {
      return words.is(at + 1, "day") || words.is(at + 2, "day")
          ? new Part.Doubt(
              i,
              words.is(at + 1, "day") ? at + 2 : at + 3,
              "From when to when? I book meetings by the hour, such as “from 9 to 17:00”.",
              List.of())
          : null;
    }
    var amount = words.has(at) ? Amounts.at(words, at) : null;
    if (amount == null) {
      return null;
    }
    int to = words.is(amount.next(), "long") ? amount.next() + 1 : amount.next();
    return amount.isShort()
        ? new Part.Length(i, to, amount.duration())
        : new Part.Stretch(i, to, amount.period());
  }
}
