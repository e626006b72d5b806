package dev.steward.core.when;

import dev.steward.core.when.Part.Repeat.Frequency;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A recurrence held against the clock: its first day, and its rule in iCalendar's words.
final class Series {
  private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");

  private final Part.Repeat repeat;
  private final List<Part.Until> until;
  private final LocalDateTime now;
  private final ZoneId zone;

  Series(Part.Repeat repeat, List<Part.Until> until, LocalDateTime now, ZoneId zone) {
    this.repeat = repeat;
    this.until = until;
    this.now = now;
    this.zone = zone;
  }

  /// Its first day, on or after `from`, else after today; null if it can't be told.
  @Nullable LocalDate first(@Nullable LocalDate from) {
    var start = from == null ? now.toLocalDate().plusDays(1) : from;
    if (repeat.nth() != 0) {
      return firstNth(start, repeat.days().getFirst());
    }
    if (repeat.monthDay() != 0) {
      return firstMonthDay(start);
    }
    if (!repeat.days().isEmpty()) {
      return repeat.days().stream()
          .map(day -> start.with(TemporalAdjusters.nextOrSame(day)))
          .min(LocalDate::compareTo)
          .orElseThrow();
    }
    return switch (repeat.frequency()) {
      case DAILY -> start;
      case WEEKLY, MONTHLY, YEARLY -> from;
    };
  }

  String question() {
    return repeat.frequency() == Frequency.WEEKLY
        ? "On which day of the week? Say for example “every Monday at 10”."
        : "Starting on which day? Say for example “monthly on the 1st at 10”.";
  }

  private LocalDate firstNth(LocalDate start, DayOfWeek day) {
    var month = YearMonth.from(start);
    while (true) {
      var date = month.atDay(1).with(TemporalAdjusters.dayOfWeekInMonth(repeat.nth(), day));
      if (!date.isBefore(start) && YearMonth.from(date).equals(month)) {
        return date;
      }
      month = month.plusMonths(1);
    }
  }

  private @Nullable LocalDate firstMonthDay(LocalDate start) {
    if (repeat.monthDay() > 31) {
      return null;
    }
    var month = YearMonth.from(start);
    while (true) {
      if (repeat.monthDay() <= month.lengthOfMonth()) {
        var date = repeat.monthDay() < 0 ? month.atEndOfMonth() : month.atDay(repeat.monthDay());
        if (!date.isBefore(start)) {
          return date;
        }
      }
      month = month.plusMonths(1);
    }
  }

  /// The rule in iCalendar's words.
  ///
  /// @param first its first day
  /// @param stretch how long it goes on; nothing if that is not said
  String rule(LocalDate first, List<Part.Stretch> stretch) {
    var rule = new StringBuilder("FREQ=").append(repeat.frequency());
    if (repeat.interval() > 1) {
      rule.append(";INTERVAL=").append(repeat.interval());
    }
    if (!repeat.days().isEmpty()) {
      rule.append(";BYDAY=")
          .append(repeat.nth() == 0 ? "" : String.valueOf(repeat.nth()))
          .append(
              repeat.days().stream()
                  .map(day -> day.name().substring(0, 2))
                  .collect(Collectors.joining(",")));
    }
    if (repeat.days().isEmpty() && repeat.frequency() == Frequency.WEEKLY) {
      rule.append(";BYDAY=").append(first.getDayOfWeek().name(), 0, 2);
    }
    if (repeat.monthDay() != 0) {
      rule.append(";BYMONTHDAY=").append(repeat.monthDay());
    }
    if (repeat.count() > 0) {
      rule.append(";COUNT=").append(repeat.count());
    }
    for (var end : until.isEmpty() ? after(first, stretch) : until) {
      var last = end.last().atTime(LocalTime.of(23, 59, 59)).atZone(zone);
      rule.append(";UNTIL=").append(UTC.format(last.withZoneSameInstant(ZoneOffset.UTC)));
    }
    return rule.toString();
  }

  private static List<Part.Until> after(LocalDate first, List<Part.Stretch> stretch) {
    return stretch.stream()
        .map(part -> new Part.Until(part.from(), part.to(), first.plus(part.period()).minusDays(1)))
        .limit(1)
        .toList();
  }

  /// `weekly … every Monday` says one thing twice: the one with the days is kept.
  static List<Part> merged(List<Part> parts) {
    var repeats =
        parts.stream().filter(Part.Repeat.class::isInstance).map(Part.Repeat.class::cast).toList();
    if (repeats.size() != 2 || repeats.get(0).frequency() != repeats.get(1).frequency()) {
      return parts;
    }
    boolean firstVague = repeats.get(0).days().isEmpty() && repeats.get(0).monthDay() == 0;
    var vague = firstVague ? repeats.get(0) : repeats.get(1);
    var exact = firstVague ? repeats.get(1) : repeats.get(0);
    boolean agree = vague.interval() == exact.interval() || exact.interval() == 1;
    if (!vague.days().isEmpty() || vague.monthDay() != 0 || !agree) {
      return parts;
    }
    var both =
        new Part.Repeat(
            exact.from(),
            exact.to(),
            exact.frequency(),
            vague.interval(),
            exact.days(),
            exact.nth(),
            exact.monthDay(),
            Math.max(exact.count(), vague.count()));
    return parts.stream()
        .filter(part -> !part.equals(vague))
        .map(part -> part.equals(exact) ? both : part)
        .toList();
  }
}
