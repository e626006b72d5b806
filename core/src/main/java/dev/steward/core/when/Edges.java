package dev.steward.core.when;

import dev.steward.core.text.Words;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;

/// Beginnings, middles and ends: `end of the month`, `early next week`.
final class Edges {
  private final Words words;
  private final LocalDate today;

  Edges(Words words, LocalDate today) {
    this.words = words;
    this.today = today;
  }

  /// `end of the month`, `early next week`, `beginning of December`.
  @Nullable Part at(int i) {
    int start = words.is(i, "the") ? i + 1 : i;
    boolean end = words.is(start, "end", "late", "later");
    boolean begin = words.is(start, "beginning", "start", "early");
    boolean middle = words.is(start, "middle", "mid");
    if (!end && !begin && !middle) {
      return null;
    }
    int next = start + 1;
    next = words.is(next, "of") || words.is(next, "-") || words.is(next, "in") ? next + 1 : next;
    boolean explicit = words.is(next, "this", "next", "the");
    int unit = explicit ? next + 1 : next;
    int ahead = words.is(next, "next") ? 1 : 0;
    if (words.is(unit, "week")) {
      var monday = monday().plusWeeks(ahead);
      var first =
          begin
              ? monday
              : middle
                  ? monday.plusDays(2)
                  : words.is(start, "end") ? monday.plusDays(4) : monday.plusDays(3);
      var last = begin ? monday.plusDays(1) : middle ? monday.plusDays(2) : monday.plusDays(4);
      if (ahead == 0 && words.is(start, "later")) {
        first = today.plusDays(1);
      }
      return days(i, unit + 1, first, last);
    }
    if (words.is(unit, "month")) {
      return edgeOf(i, unit + 1, YearMonth.from(today).plusMonths(ahead), begin, middle);
    }
    if (words.is(unit, "year")) {
      var year = today.getYear() + ahead;
      return edgeOf(i, unit + 1, YearMonth.of(year, begin ? 1 : 12), begin, middle);
    }
    var months = Names.months(words, unit);
    if (months.size() == 1 && !words.is(start, "later")) {
      return edgeOf(i, unit + 1, coming(months.getFirst()), begin, middle);
    }
    return null;
  }

  private Part edgeOf(int from, int to, YearMonth month, boolean begin, boolean middle) {
    return begin
        ? days(from, to, month.atDay(1), month.atDay(7))
        : middle
            ? days(from, to, month.atDay(12), month.atDay(18))
            : days(from, to, month.atEndOfMonth().minusDays(4), month.atEndOfMonth());
  }

  /// The month of that name that is running or comes next.
  YearMonth coming(Month month) {
    var thisYear = YearMonth.of(today.getYear(), month);
    return thisYear.isBefore(YearMonth.from(today)) ? thisYear.plusYears(1) : thisYear;
  }

  private Part days(int from, int to, LocalDate first, LocalDate last) {
    return new Part.Days(from, to, first, last, words.between(from, to));
  }

  private LocalDate monday() {
    return today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }
}
