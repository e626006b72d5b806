package dev.steward.core.when;

import dev.steward.core.text.Words;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Days counted from today: `tomorrow`, `next Friday`, `in two weeks`, `end of the month`.
///
/// Weeks run from Monday to Sunday. A weekday alone is the next one after today. `This Friday` is
/// the Friday of this week, `next Friday` the one of next week.
final class RelativeDays {
  private static final List<String> TOMORROW = List.of("tomorrow", "tmrw", "tmr", "tomorrow's");
  private static final int OPEN_END = 14;

  private final Words words;
  private final LocalDate today;
  private final Dates dates;
  private final Edges edges;
  private final CountedDays counted;

  RelativeDays(Words words, LocalDateTime now, Dates dates) {
    this.words = words;
    this.today = now.toLocalDate();
    this.dates = dates;
    this.edges = new Edges(words, today);
    this.counted = new CountedDays(words, now, this);
  }

  @Nullable Part at(int i) {
    Part part = byWord(i);
    if (part == null) {
      part = counted.in(i);
    }
    if (part == null) {
      part = counted.fromThen(i);
    }
    if (part == null) {
      part = edges.at(i);
    }
    if (part == null) {
      part = qualified(i);
    }
    return part == null ? weekday(i) : part;
  }

  private Part.Day day(int from, int to, LocalDate date) {
    return new Part.Day(from, to, date, Part.Day.Kind.DATE, "");
  }

  private @Nullable Part byWord(int i) {
    int start = words.is(i, "the") ? i + 1 : i;
    if (words.is(start, "day")
        && words.is(start + 1, "after")
        && words.afterAny(start + 2, TOMORROW) > 0) {
      return day(i, start + 3, today.plusDays(2));
    }
    if (words.is(start, "day")
        && words.is(start + 1, "before")
        && words.is(start + 2, "yesterday")) {
      return day(i, start + 3, today.minusDays(2));
    }
    if (words.afterAny(i, TOMORROW) > 0) {
      return day(i, i + 1, today.plusDays(1));
    }
    boolean maybeToday = words.is(i, "today", "today's") && !Names.weekdays(words, i).isEmpty();
    if (maybeToday) {
      // "Moday" is Monday or today
      return words.is(i - 1, "on", "next", "this", "every")
          ? null
          : which(i, i + 1, Names.weekdays(words, i), "today");
    }
    if (words.is(i, "today", "today's")) {
      return day(i, i + 1, today);
    }
    if (words.is(i, "later") && words.is(i + 1, "today")) {
      return day(i, i + 2, today);
    }
    if (words.is(i, "yesterday", "yesterday's")) {
      return day(i, i + 1, today.minusDays(1));
    }
    return null;
  }

  @Nullable Part baseDay(int i) {
    Part part = byWord(i);
    if (part == null) {
      part = qualified(i);
    }
    if (part == null) {
      part = weekday(i);
    }
    return part == null ? dates.at(i) : part;
  }

  private Part days(int from, int to, LocalDate first, LocalDate last) {
    return new Part.Days(from, to, first, last, words.between(from, to));
  }

  private LocalDate monday() {
    return today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }

  /// `next Friday`, `this week`, `last month`, `next December`, `the weekend`.
  private @Nullable Part qualified(int i) {
    if (words.is(i, "the")
        && (words.is(i + 1, "weekend")
            || (words.is(i + 1, "week") && words.is(i + 2, "after") && words.is(i + 3, "next")))) {
      return words.is(i + 1, "weekend")
          ? unit(i, i + 1, 0)
          : days(i, i + 4, monday().plusWeeks(2), monday().plusWeeks(2).plusDays(6));
    }
    if (words.is(i, "weekend")) {
      return unit(i, i, 0);
    }
    int at = words.is(i, "the") ? i + 1 : i;
    boolean coming =
        words.is(at, "coming", "upcoming", "following")
            || (words.is(at, "this") && words.is(at + 1, "coming"));
    boolean next = words.is(at, "next");
    boolean last = words.is(at, "last") || words.is(at, "previous") || words.is(at, "past");
    boolean current = words.is(at, "this") || words.is(at, "current");
    if (!coming && !next && !last && !current) {
      return null;
    }
    int name = current && coming ? at + 2 : at + 1;
    int shift = next ? 1 : last ? -1 : coming && !words.is(name, "weekend") ? 1 : 0;
    var unit = unit(i, name, shift);
    if (unit != null) {
      return weekdayIn(i, unit);
    }
    var weekdays = Names.weekdays(words, name);
    if (weekdays.size() > 1) {
      return which(i, name + 1, weekdays);
    }
    if (weekdays.size() == 1) {
      return qualifiedWeekday(i, name, weekdays.getFirst(), coming ? 0 : shift, coming);
    }
    var months = Names.months(words, name);
    if ((months.size() == 1 && words.lower(name).length() > 3) || (months.size() == 1 && next)) {
      var month = edges.coming(months.getFirst());
      if (last) {
        month = month.minusYears(1);
      } else if (next && month.equals(YearMonth.from(today))) {
        month = month.plusYears(1);
      }
      return days(i, name + 1, month.atDay(1), month.atEndOfMonth());
    }
    return null;
  }

  /// `week`, `month`, `weekend`, `quarter` or `year`, so many ahead.
  private @Nullable Part unit(int from, int i, int shift) {
    if (words.is(i, "weekend")) {
      var saturday = monday().plusWeeks(shift).plusDays(5);
      return days(from, i + 1, saturday, saturday.plusDays(1));
    }
    if (words.is(i, "week", "week's")) {
      var monday = monday().plusWeeks(shift);
      return days(from, i + 1, monday, monday.plusDays(6));
    }
    if (words.is(i, "month", "month's")) {
      var month = YearMonth.from(today).plusMonths(shift);
      return days(from, i + 1, month.atDay(1), month.atEndOfMonth());
    }
    if (words.is(i, "quarter")) {
      var first =
          YearMonth.of(today.getYear(), (today.getMonthValue() - 1) / 3 * 3 + 1)
              .plusMonths(3L * shift);
      return days(from, i + 1, first.atDay(1), first.plusMonths(2).atEndOfMonth());
    }
    if (words.is(i, "year")) {
      int year = today.getYear() + shift;
      return days(from, i + 1, LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
    }
    return null;
  }

  /// `next week on Tuesday`.
  private Part weekdayIn(int from, Part unit) {
    if (!(unit instanceof Part.Days week) || !week.first().plusDays(6).equals(week.last())) {
      return unit;
    }
    int at = words.is(unit.to(), ",") ? unit.to() + 1 : unit.to();
    at = words.is(at, "on") ? at + 1 : at;
    var weekdays = Names.weekdays(words, at);
    return weekdays.size() == 1
        ? day(from, at + 1, week.first().with(TemporalAdjusters.nextOrSame(weekdays.getFirst())))
        : unit;
  }

  private Part qualifiedWeekday(int from, int name, DayOfWeek weekday, int shift, boolean coming) {
    LocalDate date;
    var note = "";
    var ofWeek = monday().with(TemporalAdjusters.nextOrSame(weekday));
    if (coming) {
      date = today.with(TemporalAdjusters.next(weekday));
    } else if (shift < 0) {
      date = today.with(TemporalAdjusters.previous(weekday));
    } else if (shift == 0) {
      date = ofWeek;
    } else {
      date = ofWeek.plusWeeks(1);
      if (ofWeek.isAfter(today)) {
        note =
            "“next %s” is the %s of next week; for the one of this week say “this %s”"
                .formatted(Names.name(weekday), Names.name(weekday), Names.name(weekday));
      }
    }
    var plain = new Part.Day(from, name + 1, date, Part.Day.Kind.DATE, note);
    return dates.agreeing(from, name + 1, weekday, plain);
  }

  private static Part which(int from, int to, List<DayOfWeek> weekdays, String... others) {
    var names = new ArrayList<>(weekdays.stream().map(Names::name).toList());
    names.addAll(List.of(others));
    return new Part.Doubt(from, to, "Do you mean %s?".formatted(String.join(" or ", names)), names);
  }

  /// `Monday`, `Monday next week`, `Monday 30 November`, `Monday week`.
  private @Nullable Part weekday(int i) {
    var weekdays = Names.weekdays(words, i);
    if (weekdays.isEmpty()) {
      return null;
    }
    if (weekdays.size() > 1) {
      return which(i, i + 1, weekdays);
    }
    var weekday = weekdays.getFirst();
    int to =
        words.is(i + 1, ".")
                && !words.isApart(i + 1)
                && words.lower(i).length() == 3
                && words.has(i + 2)
            ? i + 2
            : i + 1;
    int of = words.is(to, "of", "in") ? to + 1 : to;
    if (words.is(of, "next", "this") && words.is(of + 1, "week")) {
      var week = words.is(of, "next") ? monday().plusWeeks(1) : monday();
      return day(i, of + 2, week.with(TemporalAdjusters.nextOrSame(weekday)));
    }
    if (words.is(to, "after") && words.is(to + 1, "next")) {
      return day(i, to + 2, monday().plusWeeks(2).with(TemporalAdjusters.nextOrSame(weekday)));
    }
    if (words.is(to, "in") && words.has(to + 1)) {
      var amount = Amounts.at(words, to + 1);
      if (amount != null && amount.unit() == Amounts.Unit.WEEK && !amount.few()) {
        var week = monday().plus(amount.period());
        return day(i, amount.next(), week.with(TemporalAdjusters.nextOrSame(weekday)));
      }
    }
    var date = today.with(TemporalAdjusters.next(weekday));
    if (words.is(to, "week") && !words.is(to + 1, "meeting", "call")) {
      return day(i, to + 1, date.plusWeeks(1));
    }
    var note =
        weekday == today.getDayOfWeek()
            ? "today is %s too, so this is the next one; for today say “today”"
                .formatted(Names.name(weekday))
            : "";
    var plain = new Part.Day(i, to, date, Part.Day.Kind.WEEKDAY, note);
    return dates.agreeing(i, to, weekday, plain);
  }

  /// A day with a bound before it: `by Friday`, `before the 5th`, `after Monday`, `in December`.
  @Nullable Part bounded(int i) {
    if (words.is(i, "in", "during", "for", "of", "since") && words.has(i + 1)) {
      int at = words.is(i + 1, "the", "early", "late") ? i + 2 : i + 1;
      var months = Names.months(words, at);
      boolean plain = words.is(i, "in", "during") || words.lower(at).length() > 5;
      if (plain && months.size() == 1 && !Numerals.ordinal(words, at + 1).found()) {
        var month = edges.coming(months.getFirst());
        int to = at + 1;
        if (words.has(to) && words.get(to).isNumber() && words.get(to).text().length() == 4) {
          month = YearMonth.of(Integer.parseInt(words.get(to).text()), months.getFirst());
          to++;
        }
        return days(i, to, month.atDay(1), month.atEndOfMonth());
      }
      return null;
    }
    boolean by =
        words.is(i, "by")
            || (words.is(i, "no") && words.is(i + 1, "later") && words.is(i + 2, "than"));
    boolean before = words.is(i, "before");
    boolean after = words.isSurelyIn(i, Set.of("after"));
    if (!by && !before && !after) {
      return null;
    }
    int at = words.is(i, "no") ? i + 3 : i + 1;
    var then = words.has(at) ? baseDay(at) : null;
    if (then == null && words.has(at)) {
      then = edges.at(at);
    }
    if (then instanceof Part.Day day) {
      return after
          ? days(i, day.to(), day.date().plusDays(1), day.date().plusDays(OPEN_END))
          : days(i, day.to(), today, before ? day.date().minusDays(1) : day.date());
    }
    if (then instanceof Part.Days range) {
      return after
          ? days(i, range.to(), range.last().plusDays(1), range.last().plusDays(OPEN_END))
          : days(i, range.to(), today, before ? range.first().minusDays(1) : range.last());
    }
    return then == null ? null : new Widened(then).from(i);
  }
}
