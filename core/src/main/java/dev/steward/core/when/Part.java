package dev.steward.core.when;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/// One expression of date or time in a message, from the word `from` to the word `to`, exclusive.
sealed interface Part {
  int from();

  int to();

  /// One day.
  ///
  /// @param note an assumption to be told, or empty
  record Day(int from, int to, LocalDate date, Kind kind, String note) implements Part {
    enum Kind {
      /// A date, or counted from today.
      DATE,
      /// A weekday by its name alone: the next one after today.
      WEEKDAY
    }
  }

  /// Several days, both ends inclusive.
  ///
  /// @param name as it was said, such as `next week`
  record Days(int from, int to, LocalDate first, LocalDate last, String name) implements Part {}

  /// A moment counted from now, such as `in two hours`.
  record Moment(int from, int to, LocalDateTime at) implements Part {}

  /// A time of day; two candidates if it may be before or after noon.
  record Clock(int from, int to, List<LocalTime> candidates, boolean bare) implements Part {}

  /// From a time to another.
  record ClockRange(int from, int to, Clock start, Clock end) implements Part {}

  /// Somewhere between two times.
  ///
  /// @param sets whether it also settles the half of the day that a clock time means
  /// @param today whether it can only be today's, as `this morning`
  record DayPart(int from, int to, LocalTime start, LocalTime end, boolean sets, boolean today)
      implements Part {}

  /// Between, after or before clock times that may be in either half of the day.
  record Bounds(int from, int to, List<Clock> after, List<Clock> before) implements Part {}

  /// How long.
  record Length(int from, int to, Duration length) implements Part {}

  /// A number of days or months that is no date, such as `a week` in `push it back a week`.
  record Stretch(int from, int to, java.time.Period period) implements Part {}

  /// How often.
  ///
  /// @param days weekdays, in order; empty if none was said
  /// @param nth with one weekday: which one in the month, negative from its end; 0 for none
  /// @param monthDay the day of the month; 0 for none
  /// @param count how many times; 0 for no end
  record Repeat(
      int from,
      int to,
      Frequency frequency,
      int interval,
      List<DayOfWeek> days,
      int nth,
      int monthDay,
      int count)
      implements Part {
    enum Frequency {
      DAILY,
      WEEKLY,
      MONTHLY,
      YEARLY
    }
  }

  /// The last day of a series.
  record Until(int from, int to, LocalDate last) implements Part {}

  /// A time zone by name.
  record Zone(int from, int to, ZoneId zone) implements Part {}

  /// May be read in more ways than one.
  record Doubt(int from, int to, String question, List<String> candidates) implements Part {}

  /// Can't be.
  record Nonsense(int from, int to, String reason) implements Part {}
}
