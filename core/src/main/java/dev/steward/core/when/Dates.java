package dev.steward.core.when;

import dev.steward.core.text.Words;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Dates by number or name of the month: `2026-11-30`, `30/11`, `Nov 30th`, `the 5th`.
///
/// A date without a year is the next one, unless it passed within the last sixty days: then it is
/// what it says, and has passed. Of a date in figures with slashes, day and month are told apart by
/// what is possible; if both are, it is asked.
final class Dates {
  private static final int RECENT = 60;
  private static final Set<String> AFTER_ORDINAL =
      Set.of(
          ("at of to from with about in for and or instead please until till between after before"
                  + " by around regarding if this is works then am pm noon morning afternoon evening not"
                  + " on every starting next re so because but would now")
              .split(" ", -1));

  private final Words words;
  private final LocalDate today;

  Dates(Words words, LocalDate today) {
    this.words = words;
    this.today = today;
  }

  @Nullable Part at(int i) {
    if (words.get(i).isNumber()) {
      var figures = figures(i);
      if (figures != null) {
        return figures;
      }
      return dayAndMonth(i);
    }
    if (words.is(i, "the")) {
      return the(i);
    }
    var ordinal = Numerals.ordinal(words, i);
    if (ordinal.found()) {
      return dayAndMonth(i);
    }
    return monthAndDay(i);
  }

  private int number(int i) {
    return Integer.parseInt(words.get(i).text());
  }

  private boolean isFigure(int i, int longest) {
    return words.has(i) && words.get(i).isNumber() && words.get(i).text().length() <= longest;
  }

  private boolean joined(int i, String mark) {
    return words.lower(i).equals(mark) && !words.isApart(i) && !words.isApart(i + 1);
  }

  private @Nullable Part figures(int i) {
    if (words.get(i).text().length() == 4
        && (joined(i + 1, "-") || joined(i + 1, "/"))
        && isFigure(i + 2, 2)
        && joined(i + 3, words.lower(i + 1))
        && isFigure(i + 4, 2)) {
      return date(i, i + 5, number(i), number(i + 2), number(i + 4));
    }
    if (!isFigure(i, 2)) {
      return null;
    }
    for (var mark : List.of("/", "-", ".")) {
      if (joined(i + 1, mark) && isFigure(i + 2, 2)) {
        boolean year =
            joined(i + 3, mark) && isFigure(i + 4, 4) && digits(i + 4) != 1 && digits(i + 4) != 3;
        if (year) {
          int y = number(i + 4) < 100 ? 2000 + number(i + 4) : number(i + 4);
          return mark.equals(".")
              ? date(i, i + 5, y, number(i + 2), number(i))
              : dayOrMonth(i, i + 5, number(i), number(i + 2), y);
        }
        if (mark.equals("/") && number(i) > 0 && number(i + 2) > 0 && !isUnit(i + 3)) {
          return dayOrMonth(i, i + 3, number(i), number(i + 2), 0);
        }
        if (mark.equals(".")
            && number(i) > 23
            && number(i) < 32
            && number(i + 2) > 0
            && number(i + 2) < 13) {
          return nearest(i, i + 3, Month.of(number(i + 2)), number(i));
        }
      }
    }
    return null;
  }

  private int digits(int i) {
    return words.get(i).text().length();
  }

  private boolean isUnit(int i) {
    return words.has(i) && words.get(i).readings().stream().anyMatch(Amounts.UNITS::containsKey);
  }

  private Part dayOrMonth(int from, int to, int first, int second, int year) {
    if ((first > 12 && second > 12) || first > 31 || second > 31 || first == 0 || second == 0) {
      return new Part.Nonsense(from, to, "%s is not a date".formatted(words.between(from, to)));
    }
    if (first > 12 || second > 12 || first == second) {
      int month = first > 12 ? second : first;
      int day = first > 12 ? first : second;
      return year == 0 ? nearest(from, to, Month.of(month), day) : date(from, to, year, month, day);
    }
    var dayFirst = "%d %s".formatted(first, Names.name(Month.of(second)));
    var monthFirst = "%d %s".formatted(second, Names.name(Month.of(first)));
    return new Part.Doubt(
        from,
        to,
        "Do you mean %s or %s?".formatted(dayFirst, monthFirst),
        List.of(dayFirst, monthFirst));
  }

  private Part date(int from, int to, int year, int month, int day) {
    if (month < 1 || month > 12 || day < 1 || day > YearMonth.of(year, month).lengthOfMonth()) {
      return new Part.Nonsense(
          from,
          to,
          month < 1 || month > 12
              ? "%s is not a date: there is no month %d".formatted(words.between(from, to), month)
              : tooLong(YearMonth.of(year, month), day));
    }
    return new Part.Day(from, to, LocalDate.of(year, month, day), Part.Day.Kind.DATE, "");
  }

  private static String tooLong(YearMonth month, int day) {
    return "%s %d has %d days, so there is no %d %s"
        .formatted(
            Names.name(month.getMonth()),
            month.getYear(),
            month.lengthOfMonth(),
            day,
            Names.name(month.getMonth()));
  }

  private Part nearest(int from, int to, Month month, int day) {
    int year = today.getYear();
    if (day < 1 || day > month.maxLength()) {
      return new Part.Nonsense(from, to, tooLong(YearMonth.of(year, month), day));
    }
    while (day > YearMonth.of(year, month).lengthOfMonth()) {
      year++; // 29 February
    }
    var date = LocalDate.of(year, month, day);
    if (date.isBefore(today.minusDays(RECENT))) {
      return date(from, to, year + 1, month.getValue(), day);
    }
    if (date.isAfter(today.plusDays(365L - RECENT))) {
      var before = date.minusYears(1);
      boolean recent = before.isBefore(today) && !before.isBefore(today.minusDays(RECENT));
      if (recent && before.getDayOfMonth() == day) {
        date = before;
      }
    }
    return new Part.Day(from, to, date, Part.Day.Kind.DATE, "");
  }

  /// `30 November`, `30th of November 2026`, `the 5th of next month`.
  private @Nullable Part dayAndMonth(int i) {
    var day = Numerals.ordinal(words, i);
    boolean ordinal = day.found();
    if (!ordinal) {
      day = isFigure(i, 2) ? new Numerals.Numeral(number(i), i + 1) : Numerals.Numeral.NONE;
    }
    if (!day.found()) {
      return null;
    }
    int next = words.is(day.next(), "of") ? day.next() + 1 : day.next();
    if (words.lower(next).equals("-") && !words.isApart(next)) {
      next++;
    }
    var months = Names.months(words, next);
    if (months.size() > 1) {
      return whichMonth(i, next + 1, months);
    }
    if (months.size() == 1 && day.value() > 0 && day.value() < 100) {
      return withYear(i, next + 1, months.getFirst(), day.value());
    }
    if (ordinal && words.is(day.next(), "of")) {
      int month = words.is(next, "the", "this", "next") ? next + 1 : next;
      if (month > next && words.is(month, "month")) {
        var in = YearMonth.from(today);
        if (words.is(next, "next")) {
          in = in.plusMonths(1);
        } else if (words.is(next, "the") && day.value() < today.getDayOfMonth()) {
          in = in.plusMonths(1);
        }
        return date(i, month + 1, in.getYear(), in.getMonthValue(), day.value());
      }
    }
    return null;
  }

  private static Part whichMonth(int from, int to, List<Month> months) {
    var names = months.stream().map(Names::name).toList();
    return new Part.Doubt(
        from, to, "Which month do you mean: %s?".formatted(String.join(" or ", names)), names);
  }

  private Part withYear(int from, int to, Month month, int day) {
    int next = words.is(to, ",") ? to + 1 : to;
    if (words.has(next)
        && words.get(next).isNumber()
        && words.get(next).text().length() == 4
        && number(next) >= 2000
        && number(next) < 2200
        && !joined(next + 1, ":")) {
      return date(from, next + 1, number(next), month.getValue(), day);
    }
    return nearest(from, to, month, day);
  }

  /// `November 30`, `Nov 30th, 2026`, `November the 30th`.
  private @Nullable Part monthAndDay(int i) {
    var months = Names.months(words, i);
    if (months.isEmpty() || words.lower(i).endsWith("'s")) {
      return null;
    }
    int next = words.is(i + 1, "the") ? i + 2 : words.is(i + 1, ".") ? i + 2 : i + 1;
    var day = Numerals.ordinal(words, next);
    if (!day.found()
        && isFigure(next, 2)
        && !joined(next + 1, ":")
        && !words.is(next + 1, "am", "pm")
        && number(next) <= 39) {
      day = new Numerals.Numeral(number(next), next + 1);
    }
    if (!day.found()) {
      return null;
    }
    if (months.size() > 1) {
      return whichMonth(i, day.next(), months);
    }
    return withYear(i, day.next(), months.getFirst(), day.value());
  }

  /// `the 5th`, `the first of December`.
  private @Nullable Part the(int i) {
    var named = words.has(i + 1) ? dayAndMonth(i + 1) : null;
    if (named != null) {
      return new Widened(named).from(i);
    }
    var ordinal = Numerals.ordinal(words, i + 1);
    if (!ordinal.found() || !words.get(i + 1).isNumber()) {
      return null;
    }
    int next = ordinal.next();
    boolean followed =
        words.has(next)
            && !words.get(next).isMark()
            && !words.get(next).isNumber()
            && !words.isIn(next, AFTER_ORDINAL);
    if (followed) {
      return null;
    }
    return ofMonth(i, next, ordinal.value());
  }

  /// The next day of that number, today included.
  Part ofMonth(int from, int to, int day) {
    if (day < 1 || day > 31) {
      return new Part.Nonsense(from, to, "No month has a day %d".formatted(day));
    }
    var month = YearMonth.from(today);
    if (day < today.getDayOfMonth()) {
      month = month.plusMonths(1);
    }
    while (day > month.lengthOfMonth()) {
      month = month.plusMonths(1);
    }
    return new Part.Day(from, to, month.atDay(day), Part.Day.Kind.DATE, "");
  }

  /// A day in figures or by month that may follow a weekday: `Monday 30 November`, `Monday the
  /// 30th`, `Monday, Nov 30`.
  Part agreeing(int from, int to, DayOfWeek weekday, Part otherwise) {
    int next = words.is(to, ",", "(") ? to + 1 : to;
    if (!words.has(next)) {
      return otherwise;
    }
    var dated = at(next);
    if (dated == null && words.has(next) && words.get(next).isNumber()) {
      var ordinal = Numerals.ordinal(words, next);
      if (ordinal.found()) {
        dated = ofMonth(next, ordinal.next(), ordinal.value());
      }
    }
    if (!(dated instanceof Part.Day day)) {
      return dated == null ? otherwise : new Widened(dated).from(from);
    }
    if (day.date().getDayOfWeek() == weekday) {
      return new Widened(day).from(from);
    }
    var written = Spoken.date(day.date());
    var named =
        otherwise instanceof Part.Day plain ? Spoken.date(plain.date()) : Names.name(weekday);
    return new Part.Doubt(
        from,
        day.to(),
        "%s is not a %s. Do you mean %s or %s?"
            .formatted(
                written.substring(written.indexOf(' ') + 1), Names.name(weekday), written, named),
        List.of(written, named));
  }
}
