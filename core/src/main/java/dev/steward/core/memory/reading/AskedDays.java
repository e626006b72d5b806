package dev.steward.core.memory.reading;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The days that a question about the past names: "on 3 May", "in May 2023", "yesterday", "last
/// week", "two months ago".
final class AskedDays {
  /// How far from the days that are asked for a day still counts.
  private static final double NEAR_DAYS = 14;

  private static final double NEAR = 0.5;

  private static final List<String> MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");
  private static final List<String> NUMBERS =
      List.of(
          "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
          "eleven", "twelve");
  private static final Pattern DATE =
      Pattern.compile(
          "\\b(?:(?<before>\\d{1,2})(?:st|nd|rd|th)?(?: of)? )?(?<month>"
              + String.join("|", MONTHS)
              + ")\\b(?: (?<after>\\d{1,2})(?:st|nd|rd|th)?\\b)?(?:,? (?<year>(?:19|20)\\d\\d)\\b)?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ISO = Pattern.compile("\\b((?:19|20)\\d\\d)-(\\d\\d)-(\\d\\d)\\b");
  private static final Pattern AGO =
      Pattern.compile(
          "\\b(?<count>\\d{1,3}|an?|"
              + String.join("|", NUMBERS)
              + ") (?<unit>day|week|month|year)s? ago\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern RELATIVE =
      Pattern.compile(
          "\\b(?:(?<day>today|yesterday)|(?<which>last|this) (?<unit>week|month|year))\\b",
          Pattern.CASE_INSENSITIVE);

  private final List<Days> days;
  private final List<Yearly> yearly;

  private AskedDays(List<Days> days, List<Yearly> yearly) {
    this.days = days;
    this.yearly = yearly;
  }

  /// The days from `from` to `to`, both included.
  private record Days(LocalDate from, LocalDate to) {
    static Days of(LocalDate day) {
      return new Days(day, day);
    }

    double nearness(LocalDate day) {
      var away = Math.max(ChronoUnit.DAYS.between(day, from), ChronoUnit.DAYS.between(to, day));
      return away <= 0 ? 1 : Math.max(0, NEAR * (1 - away / NEAR_DAYS));
    }
  }

  /// A month, or a day of it, of whichever year.
  ///
  /// @param day 0: the whole month
  private record Yearly(int month, int day) {
    double nearness(LocalDate asked) {
      return IntStream.rangeClosed(-1, 1)
          .mapToObj(years -> AskedDays.day(asked.getYear() + years, month, day))
          .flatMap(Optional::stream)
          .mapToDouble(days -> days.nearness(asked))
          .max()
          .orElse(0);
    }
  }

  /// The days that are asked for; a date without a year is that of any year.
  ///
  /// @param today what "yesterday" and "last week" are counted from
  static AskedDays of(String question, LocalDate today) {
    var days = new ArrayList<Days>();
    var yearly = new ArrayList<Yearly>();
    DATE.matcher(question).results().forEach(found -> date(found, days, yearly));
    ISO.matcher(question)
        .results()
        .forEach(found ->
            day(number(found.group(1)), number(found.group(2)), number(found.group(3)))
                .ifPresent(days::add));
    AGO.matcher(question).results().forEach(found -> days.add(ago(found, today)));
    RELATIVE.matcher(question).results().forEach(found -> days.add(relative(found, today)));
    return new AskedDays(days, yearly);
  }

  /// Whether the question names no day.
  boolean isEmpty() {
    return days.isEmpty() && yearly.isEmpty();
  }

  /// 1 for a day that is asked for, from a half down to 0 for the two weeks before and after; 0 if
  /// no day is asked for.
  double nearness(LocalDate day) {
    return DoubleStream.concat(
            days.stream().mapToDouble(asked -> asked.nearness(day)),
            yearly.stream().mapToDouble(asked -> asked.nearness(day)))
        .max()
        .orElse(0);
  }

  private static void date(MatchResult found, List<Days> days, List<Yearly> yearly) {
    var name = found.group("month");
    @Nullable String number =
        found.group("before") == null ? found.group("after") : found.group("before");
    @Nullable String year = found.group("year");
    var isVerb = name.matches("may|march") || (found.start() == 0 && name.equals("May"));
    if (number == null && year == null && isVerb) {
      return;
    }
    int month = 1 + MONTHS.indexOf(name.toLowerCase(Locale.ROOT));
    int day = number == null ? 0 : number(number);
    if (year == null) {
      yearly.add(new Yearly(month, day));
    } else {
      day(number(year), month, day).ifPresent(days::add);
    }
  }

  private static Optional<Days> day(int year, int month, int day) {
    try {
      var whole = YearMonth.of(year, month);
      return Optional.of(
          day == 0 ? new Days(whole.atDay(1), whole.atEndOfMonth()) : Days.of(whole.atDay(day)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Days ago(MatchResult found, LocalDate today) {
    var word = found.group("count").toLowerCase(Locale.ROOT);
    long count =
        word.startsWith("a")
            ? 1
            : Character.isDigit(word.charAt(0)) ? number(word) : NUMBERS.indexOf(word);
    return switch (found.group("unit").toLowerCase(Locale.ROOT)) {
      case "day" -> Days.of(today.minusDays(count));
      case "week" -> new Days(today.minusDays(7 * count + 3), today.minusDays(7 * count - 3));
      case "month" -> month(YearMonth.from(today).minusMonths(count));
      default -> year(today.getYear() - (int) count);
    };
  }

  private static Days relative(MatchResult found, LocalDate today) {
    if (found.group("day") != null) {
      return Days.of(found.group("day").equalsIgnoreCase("today") ? today : today.minusDays(1));
    }
    int back = found.group("which").equalsIgnoreCase("last") ? 1 : 0;
    return switch (found.group("unit").toLowerCase(Locale.ROOT)) {
      case "week" -> {
        var monday =
            today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).minusWeeks(back);
        yield new Days(monday, monday.plusDays(6));
      }
      case "month" -> month(YearMonth.from(today).minusMonths(back));
      default -> year(today.getYear() - back);
    };
  }

  private static Days month(YearMonth month) {
    return new Days(month.atDay(1), month.atEndOfMonth());
  }

  private static Days year(int year) {
    return new Days(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }
}
