package dev.steward.core.when;

import dev.steward.core.text.Words;
import dev.steward.core.when.Part.Repeat.Frequency;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How often: `every Monday`, `weekly`, `every other Tuesday`, `monthly on the 1st`, `Mondays`.
final class Repeats {
  private static final List<DayOfWeek> WORKDAYS =
      List.of(
          DayOfWeek.MONDAY,
          DayOfWeek.TUESDAY,
          DayOfWeek.WEDNESDAY,
          DayOfWeek.THURSDAY,
          DayOfWeek.FRIDAY);

  private final Words words;

  Repeats(Words words) {
    this.words = words;
  }

  @Nullable Part at(int i) {
    Part part = nth(i);
    if (part == null && words.is(i, "every", "each")) {
      part = every(i, i + 1);
    }
    if (part == null) {
      part = adverb(i);
    }
    if (part == null) {
      part = plural(i);
    }
    if (part == null && words.is(i, "twice") && words.is(i + 1, "a", "per")) {
      return new Part.Doubt(
          i, i + 3, "On which days? Name them, such as “every Monday and Thursday”.", List.of());
    }
    return part instanceof Part.Repeat repeat ? counted(repeat) : part;
  }

  private static Part.Repeat repeat(int from, int to, Frequency frequency, int interval) {
    return new Part.Repeat(from, to, frequency, interval, List.of(), 0, 0, 0);
  }

  private static Part.Repeat on(Part.Repeat repeat, int to, List<DayOfWeek> days) {
    return new Part.Repeat(repeat.from(), to, repeat.frequency(), repeat.interval(), days, 0, 0, 0);
  }

  private @Nullable Part every(int from, int i) {
    int interval = 1;
    int at = i;
    if (words.is(at, "other") || (words.is(at, "second") && !words.is(at + 1, "of"))) {
      interval = 2;
      at++;
    } else {
      var ordinal = Numerals.ordinal(words, at);
      if (ordinal.found() && ordinal.value() >= 2 && isPeriodOrDay(ordinal.next())) {
        interval = ordinal.value();
        at = ordinal.next();
      } else if (ordinal.found() && words.get(at).isNumber()) {
        int to = ordinal.next();
        if (words.is(to, "of")
            && words.is(to + 1, "the", "each", "every")
            && words.is(to + 2, "month")) {
          to += 3;
        } else if (words.is(to, "day") && words.is(to + 1, "of")) {
          to += 4;
        }
        return new Part.Repeat(from, to, Frequency.MONTHLY, 1, List.of(), 0, ordinal.value(), 0);
      }
      var number = Numerals.cardinal(words, at);
      if (number.found()
          && words.is(
              number.next(), "day", "days", "week", "weeks", "month", "months", "year", "years")) {
        interval = number.value();
        at = number.next();
      } else if (words.is(at, "couple")) {
        interval = 2;
        at = words.is(at + 1, "of") ? at + 2 : at + 1;
      }
    }
    var days = days(at, false);
    if (days != null) {
      return on(repeat(from, days.to(), Frequency.WEEKLY, interval), days.to(), days.days());
    }
    if (words.is(at, "weekday", "weekdays", "workday")) {
      return on(repeat(from, at + 1, Frequency.WEEKLY, interval), at + 1, WORKDAYS);
    }
    if (words.is(at, "business", "working", "work") && words.is(at + 1, "day")) {
      return on(repeat(from, at + 2, Frequency.WEEKLY, interval), at + 2, WORKDAYS);
    }
    if (words.is(at, "day", "days")) {
      return repeat(from, at + 1, Frequency.DAILY, interval);
    }
    if (words.is(at, "morning", "afternoon", "evening")) {
      return repeat(from, at, Frequency.DAILY, interval); // the part of the day is read next
    }
    if (words.is(at, "week", "weeks")) {
      return weekly(repeat(from, at + 1, Frequency.WEEKLY, interval));
    }
    if (words.is(at, "fortnight")) {
      return weekly(repeat(from, at + 1, Frequency.WEEKLY, 2 * interval));
    }
    if (words.is(at, "month", "months")) {
      return monthly(repeat(from, at + 1, Frequency.MONTHLY, interval));
    }
    if (words.is(at, "quarter")) {
      return monthly(repeat(from, at + 1, Frequency.MONTHLY, 3 * interval));
    }
    if (words.is(at, "year", "years")) {
      return repeat(from, at + 1, Frequency.YEARLY, interval);
    }
    return null;
  }

  private boolean isPeriodOrDay(int i) {
    return words.is(i, "day", "week", "month", "year", "weekday")
        || !Names.weekdays(words, i).isEmpty();
  }

  private @Nullable Part adverb(int i) {
    if (words.is(i, "daily")) {
      return repeat(i, i + 1, Frequency.DAILY, 1);
    }
    if (words.is(i, "weekly") && words.is(i, "biweekly")) {
      return new Part.Doubt(
          i, i + 1, "Every week, or every other week?", List.of("every week", "every other week"));
    }
    if (words.is(i, "weekly")
        || (words.is(i, "once") && words.is(i + 1, "a", "per") && words.is(i + 2, "week"))) {
      return weekly(repeat(i, words.is(i, "once") ? i + 3 : i + 1, Frequency.WEEKLY, 1));
    }
    if (words.is(i, "biweekly", "fortnightly")) {
      return weekly(repeat(i, i + 1, Frequency.WEEKLY, 2));
    }
    if (words.is(i, "bi") && words.is(i + 1, "-") && words.is(i + 2, "weekly")) {
      return weekly(repeat(i, i + 3, Frequency.WEEKLY, 2));
    }
    if (words.is(i, "monthly")
        || (words.is(i, "once") && words.is(i + 1, "a", "per") && words.is(i + 2, "month"))) {
      return monthly(repeat(i, words.is(i, "once") ? i + 3 : i + 1, Frequency.MONTHLY, 1));
    }
    if (words.is(i, "quarterly")) {
      return monthly(repeat(i, i + 1, Frequency.MONTHLY, 3));
    }
    if (words.is(i, "yearly", "annually")) {
      return repeat(i, i + 1, Frequency.YEARLY, 1);
    }
    if ((words.is(i, "on") && words.is(i + 1, "weekdays")) || words.is(i, "weekdays")) {
      int to = words.is(i, "on") ? i + 2 : i + 1;
      return on(repeat(i, to, Frequency.WEEKLY, 1), to, WORKDAYS);
    }
    return null;
  }

  private Part.Repeat weekly(Part.Repeat repeat) {
    int at = words.is(repeat.to(), "on", ",") ? repeat.to() + 1 : repeat.to();
    var days = days(at, true);
    if (days != null && (days.days().size() > 1 || !Names.plural(words, at).isEmpty())) {
      return on(repeat, days.to(), days.days());
    }
    return repeat;
  }

  /// `on the 1st`, `on the first Monday`.
  private Part.Repeat monthly(Part.Repeat repeat) {
    int at = words.is(repeat.to(), "on", ",") ? repeat.to() + 1 : repeat.to();
    at = words.is(at, "the") ? at + 1 : at;
    boolean last = words.is(at, "last");
    var ordinal = Numerals.ordinal(words, at);
    if (!ordinal.found() && !last) {
      return repeat;
    }
    int name = last ? at + 1 : ordinal.next();
    var weekday = Names.weekdays(words, name);
    if (weekday.size() == 1) {
      return new Part.Repeat(
          repeat.from(),
          name + 1,
          repeat.frequency(),
          repeat.interval(),
          weekday,
          last ? -1 : ordinal.value(),
          0,
          0);
    }
    if (last) {
      return words.is(name, "day")
          ? new Part.Repeat(
              repeat.from(), name + 1, repeat.frequency(), repeat.interval(), List.of(), 0, -1, 0)
          : repeat;
    }
    int to = words.is(name, "day") ? name + 1 : name;
    to =
        words.is(to, "of") && words.is(to + 1, "the", "each", "every") && words.is(to + 2, "month")
            ? to + 3
            : to;
    return new Part.Repeat(
        repeat.from(), to, repeat.frequency(), repeat.interval(), List.of(), 0, ordinal.value(), 0);
  }

  /// `the first Monday of every month`, `on the 1st of each month`.
  private @Nullable Part nth(int i) {
    int at = words.is(i, "on") ? i + 1 : i;
    at = words.is(at, "the", "every") ? at + 1 : at;
    boolean last = words.is(at, "last");
    var ordinal = Numerals.ordinal(words, at);
    if (!ordinal.found() && !last) {
      return null;
    }
    int name = last ? at + 1 : ordinal.next();
    var weekday = Names.weekdays(words, name);
    int of = weekday.size() == 1 ? name + 1 : words.is(name, "day") ? name + 1 : name;
    boolean monthly =
        words.is(of, "of", "in")
            && (words.is(of + 1, "every", "each")
                || (words.is(of + 1, "the") && words.is(at - 1, "every")))
            && words.is(of + 2, "month", "quarter");
    if (!monthly || (last && weekday.isEmpty())) {
      return null;
    }
    int interval = words.is(of + 2, "quarter") ? 3 : 1;
    return weekday.size() == 1
        ? new Part.Repeat(
            i, of + 3, Frequency.MONTHLY, interval, weekday, last ? -1 : ordinal.value(), 0, 0)
        : new Part.Repeat(i, of + 3, Frequency.MONTHLY, interval, List.of(), 0, ordinal.value(), 0);
  }

  private @Nullable Part plural(int i) {
    int at = words.is(i, "on") ? i + 1 : i;
    if (Names.plural(words, at).isEmpty()) {
      return null;
    }
    var days = days(at, true);
    return days == null
        ? null
        : on(repeat(i, days.to(), Frequency.WEEKLY, 1), days.to(), days.days());
  }

  private record Days(List<DayOfWeek> days, int to) {}

  /// `Monday and Wednesday`, `Mon, Wed and Fri`.
  private @Nullable Days days(int i, boolean plural) {
    var days = new ArrayList<DayOfWeek>();
    int at = i;
    int to = -1;
    while (true) {
      var names = Names.weekdays(words, at);
      if (names.isEmpty() && plural) {
        names = Names.plural(words, at);
      }
      if (names.size() != 1) {
        break;
      }
      if (!days.contains(names.getFirst())) {
        days.add(names.getFirst());
      }
      to = at + 1;
      at = words.is(to, "and", ",", "&", "/") ? to + 1 : to;
      at = at > to && words.is(at, "and", "on") ? at + 1 : at;
      if (at == to) {
        break;
      }
    }
    days.sort(null);
    return to < 0 ? null : new Days(List.copyOf(days), to);
  }

  /// `for four weeks`, `10 times`.
  private Part.Repeat counted(Part.Repeat repeat) {
    int at = words.is(repeat.to(), "for", ",") ? repeat.to() + 1 : repeat.to();
    var count =
        words.is(at, "the") && words.is(at + 1, "next")
            ? Numerals.cardinal(words, at + 2)
            : Numerals.cardinal(words, at);
    if (!count.found() || count.value() < 1) {
      return repeat;
    }
    int next = count.next();
    boolean times = words.is(next, "times");
    boolean weeks =
        at > repeat.to()
            && words.is(next, "week", "weeks")
            && repeat.frequency() == Frequency.WEEKLY;
    boolean months =
        at > repeat.to()
            && words.is(next, "month", "months")
            && repeat.frequency() == Frequency.MONTHLY;
    boolean days =
        at > repeat.to() && words.is(next, "day", "days") && repeat.frequency() == Frequency.DAILY;
    if (!times && !weeks && !months && !days) {
      return repeat;
    }
    int instances =
        times
            ? count.value()
            : Math.max(1, count.value() / repeat.interval())
                * Math.max(1, weeks ? repeat.days().size() : 1);
    return new Part.Repeat(
        repeat.from(),
        next + 1,
        repeat.frequency(),
        repeat.interval(),
        repeat.days(),
        repeat.nth(),
        repeat.monthDay(),
        instances);
  }
}
