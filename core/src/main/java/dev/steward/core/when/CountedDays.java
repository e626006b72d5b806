package dev.steward.core.when;

import dev.steward.core.text.Words;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;

/// Days so far from another: `in 3 days`, `a week from Tuesday`, `within the next two weeks`.
final class CountedDays {
  private final Words words;
  private final LocalDateTime now;
  private final LocalDate today;
  private final RelativeDays days;

  CountedDays(Words words, LocalDateTime now, RelativeDays days) {
    this.words = words;
    this.now = now;
    this.today = now.toLocalDate();
    this.days = days;
  }

  /// `in 3 days`, `within the next two weeks`, `in two hours`.
  @Nullable Part in(int i) {
    boolean within = words.is(i, "within", "over", "during");
    if (!words.is(i, "in") && !within) {
      return words.is(i, "next") || (words.is(i, "the") && words.is(i + 1, "next", "coming"))
          ? nextFew(i, words.is(i, "the") ? i + 2 : i + 1)
          : null;
    }
    if (words.is(i + 1, "the") && words.is(i + 2, "next", "coming")) {
      return nextFew(i, i + 3);
    }
    int start = words.is(i + 1, "about", "exactly") ? i + 2 : i + 1;
    var amount = words.has(start) ? Amounts.at(words, start) : null;
    if (amount == null) {
      return null;
    }
    if (amount.isShort()) {
      return within ? null : new Part.Moment(i, amount.next(), now.plus(amount.duration()));
    }
    int to = words.is(amount.next(), "time") ? amount.next() + 1 : amount.next();
    if (within) {
      return upTo(i, to, amount);
    }
    if (amount.few()) {
      var first = today.plus(amount.period()).minusDays(1);
      return new Part.Days(i, to, first, first.plusDays(2), words.between(i, to));
    }
    return counted(i, to, today, amount);
  }

  private @Nullable Part nextFew(int from, int i) {
    var amount = words.has(i) ? Amounts.at(words, i) : null;
    return amount == null || amount.isShort() ? null : upTo(from, amount.next(), amount);
  }

  private Part upTo(int from, int to, Amounts.Amount amount) {
    var last =
        amount.unit() == Amounts.Unit.WORKDAY
            ? workdays(today, amount.number().intValue())
            : today.plus(amount.period());
    return new Part.Days(from, to, today, last, words.between(from, to));
  }

  private Part counted(int from, int to, LocalDate start, Amounts.Amount amount) {
    if (amount.unit() == Amounts.Unit.WORKDAY) {
      return day(from, to, workdays(start, amount.number().intValue()));
    }
    // "Monday in two weeks" and "in two weeks on Monday"
    int next = words.is(to, "on") ? to + 1 : to;
    var weekday = Names.weekdays(words, next);
    if (weekday.size() == 1 && amount.unit() == Amounts.Unit.WEEK) {
      var date =
          start.plus(amount.period()).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      return day(from, next + 1, date.with(TemporalAdjusters.nextOrSame(weekday.getFirst())));
    }
    return day(from, to, start.plus(amount.period()));
  }

  private static LocalDate workdays(LocalDate from, int count) {
    var date = from;
    for (int left = count; left > 0; ) {
      date = date.plusDays(1);
      if (date.getDayOfWeek().getValue() < 6) {
        left--;
      }
    }
    return date;
  }

  /// `3 days from now`, `a week from Tuesday`, `two weeks ago`, `a week on Monday`.
  @Nullable Part fromThen(int i) {
    var amount = Amounts.at(words, i);
    if (amount == null) {
      return null;
    }
    int to = amount.next();
    if (amount.isShort()) {
      return words.is(to, "from") && words.is(to + 1, "now")
          ? new Part.Moment(i, to + 2, now.plus(amount.duration()))
          : null;
    }
    if (words.is(to, "ago")) {
      return day(i, to + 1, today.minus(amount.period()));
    }
    if (words.is(to, "from", "after") && words.is(to + 1, "now")) {
      return counted(i, to + 2, today, amount);
    }
    if (words.is(to, "from", "after")
        || (words.is(to, "on") && amount.unit() == Amounts.Unit.WEEK)) {
      var then = words.has(to + 1) ? days.baseDay(to + 1) : null;
      if (then instanceof Part.Day day) {
        return counted(i, day.to(), day.date(), amount);
      }
      if (then != null) {
        return new Widened(then).from(i);
      }
    }
    return null;
  }

  private static Part.Day day(int from, int to, LocalDate date) {
    return new Part.Day(from, to, date, Part.Day.Kind.DATE, "");
  }
}
