package dev.steward.core.when;

import dev.steward.core.text.Words;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Everything that a message, or a stretch of it, says about when.
public final class Reading {
  private final Words words;
  private final List<Part> parts;
  private final ZonedDateTime now;

  Reading(Words words, List<Part> parts, ZonedDateTime now) {
    this.words = words;
    this.parts = List.copyOf(parts);
    this.now = now;
  }

  /// A stretch of days or hours to look through.
  ///
  /// @param from inclusive
  /// @param to exclusive
  public record Period(LocalDateTime from, LocalDateTime to) {}

  public boolean isEmpty() {
    return parts.isEmpty();
  }

  /// Whether the word there belongs to an expression of time.
  public boolean covers(int word) {
    return parts.stream().anyMatch(part -> part.from() <= word && word < part.to());
  }

  /// The position after the expression that begins at `word`, else -1.
  public int after(int word) {
    return parts.stream()
        .filter(part -> part.from() == word)
        .mapToInt(Part::to)
        .findFirst()
        .orElse(-1);
  }

  /// The part of it that lies between two words.
  public Reading within(int from, int to) {
    return new Reading(
        words, parts.stream().filter(part -> part.from() >= from && part.to() <= to).toList(), now);
  }

  /// The expressions of which `keep` accepts the first word.
  public Reading filtered(java.util.function.IntPredicate keep) {
    return new Reading(words, parts.stream().filter(part -> keep.test(part.from())).toList(), now);
  }

  /// This and what another message of the same moment says: what it says takes the place of the
  /// same here.
  public Reading corrected(Reading by) {
    var kept = new ArrayList<Part>();
    for (var part : parts) {
      // "in the evening" settles what "at 7" means
      boolean settles =
          part instanceof Part.Clock
              && by.parts.stream()
                  .filter(other -> slot(other) == 2)
                  .allMatch(other -> other instanceof Part.DayPart half && half.sets());
      if (settles
          || by.parts.stream()
              .noneMatch(other -> slot(other) == slot(part) || other instanceof Part.Moment)) {
        kept.add(part);
      }
    }
    kept.addAll(by.parts);
    return new Reading(by.words, kept, by.now);
  }

  /// The same, with `8:00` meaning 8:00 and not 20:00, as in the answer to a question between them.
  public Reading literal() {
    return new Reading(
        words,
        parts.stream()
            .<Part>map(part ->
                part instanceof Part.Clock clock
                        && words.between(clock.from(), clock.to()).contains(":")
                    ? new Part.Clock(
                        clock.from(), clock.to(), clock.candidates().subList(0, 1), false)
                    : part)
            .toList(),
        now);
  }

  private static int slot(Part part) {
    return switch (part) {
      case Part.Day p -> 1;
      case Part.Days p -> 1;
      case Part.Moment p -> 1;
      case Part.Clock p -> 2;
      case Part.ClockRange p -> 2;
      case Part.DayPart p -> 2;
      case Part.Bounds p -> 2;
      case Part.Length p -> 3;
      case Part.Stretch p -> 4;
      case Part.Repeat p -> 5;
      case Part.Until p -> 6;
      case Part.Zone p -> 7;
      case Part.Doubt p -> p.candidates().stream().allMatch(c -> c.matches("\\d+:\\d+")) ? 2 : 1;
      case Part.Nonsense p -> p.reason().contains("time of day") ? 2 : 1;
    };
  }

  public boolean hasDay() {
    return parts.stream().anyMatch(part -> slot(part) == 1);
  }

  public boolean hasClock() {
    return parts.stream().anyMatch(part -> slot(part) == 2);
  }

  public boolean hasRecurrence() {
    return parts.stream().anyMatch(Part.Repeat.class::isInstance);
  }

  /// Whether a day or a time of day to start at is said.
  public boolean hasStart() {
    return hasDay() || hasClock() || hasRecurrence();
  }

  /// How long it shall take; zero if that is not said.
  public Duration length() {
    return parts.stream()
        .filter(Part.Length.class::isInstance)
        .map(part -> ((Part.Length) part).length())
        .findFirst()
        .orElse(Duration.ZERO);
  }

  /// What it means for something to come, held against the clock.
  public When resolve() {
    return new Resolver(parts, now, null).resolve();
  }

  /// What it means as a new start of something that begins at `start` in the person's zone: a time
  /// alone keeps the day, a day alone keeps the time.
  public When resolveFrom(LocalDateTime start) {
    return new Resolver(parts, now, start).resolve();
  }

  /// `start`, moved by the amount of time that is said (an hour, two days); empty if none is.
  public Optional<LocalDateTime> shifted(LocalDateTime start, boolean later) {
    LocalDateTime moved = null;
    for (var part : parts) {
      if (part instanceof Part.Length length) {
        var from = moved == null ? start : moved;
        moved = later ? from.plus(length.length()) : from.minus(length.length());
      } else if (part instanceof Part.Stretch stretch) {
        var from = moved == null ? start : moved;
        moved = later ? from.plus(stretch.period()) : from.minus(stretch.period());
      }
    }
    return Optional.ofNullable(moved);
  }

  /// What is unclear or impossible in it, in words for the person; empty if nothing is.
  public String trouble() {
    for (var part : parts) {
      if (part instanceof Part.Doubt doubt) {
        return doubt.question();
      }
      if (part instanceof Part.Nonsense nonsense) {
        return nonsense.reason() + ".";
      }
    }
    return "";
  }

  /// The stretch of time to look through; empty if no day or time is said.
  ///
  /// @param past whether a weekday alone means the last one
  public Optional<Period> period(boolean past) {
    LocalDate first = null;
    LocalDate last = null;
    for (var part : parts) {
      var days =
          switch (part) {
            case Part.Day day -> {
              var date =
                  past && day.kind() == Part.Day.Kind.WEEKDAY
                      ? day.date().minusWeeks(1)
                      : day.date();
              yield List.of(date, date);
            }
            case Part.Days range -> past ? lately(range) : List.of(range.first(), range.last());
            case Part.Moment moment ->
                List.of(moment.at().toLocalDate(), moment.at().toLocalDate());
            case Part.Clock p -> List.<LocalDate>of();
            case Part.ClockRange p -> List.<LocalDate>of();
            case Part.DayPart p -> List.<LocalDate>of();
            case Part.Bounds p -> List.<LocalDate>of();
            case Part.Length p -> List.<LocalDate>of();
            case Part.Stretch p -> List.<LocalDate>of();
            case Part.Repeat p -> List.<LocalDate>of();
            case Part.Until p -> List.<LocalDate>of();
            case Part.Zone p -> List.<LocalDate>of();
            case Part.Doubt p -> List.<LocalDate>of();
            case Part.Nonsense p -> List.<LocalDate>of();
          };
      for (var day : days) {
        first = first == null || day.isBefore(first) ? day : first;
        last = last == null || day.isAfter(last) ? day : last;
      }
    }
    if (first == null || last == null) {
      if (!hasClock()) {
        return Optional.empty();
      }
      first = now.toLocalDate();
      last = first;
    }
    return Optional.of(hours(first, last));
  }

  /// A month by its name alone, looked back at, is the last one of that name.
  private List<LocalDate> lately(Part.Days range) {
    boolean month =
        range.first().getDayOfMonth() == 1
            && range.last().equals(range.first().withDayOfMonth(range.first().lengthOfMonth()));
    return month && range.first().isAfter(now.toLocalDate()) && !range.name().contains("next")
        ? List.of(range.first().minusYears(1), range.last().minusYears(1))
        : List.of(range.first(), range.last());
  }

  private Period hours(LocalDate first, LocalDate last) {
    var from = first.atStartOfDay();
    var to = last.plusDays(1).atStartOfDay();
    for (var part : parts) {
      switch (part) {
        case Part.Clock clock -> {
          var time = Clocks.usual(clock.candidates()).getFirst();
          from = first.atTime(time);
          to = from.plusMinutes(1);
        }
        case Part.ClockRange range -> {
          from = first.atTime(Clocks.usual(range.start().candidates()).getFirst());
          to = last.atTime(Clocks.usual(range.end().candidates()).getLast());
          to = to.isAfter(from) ? to : from.plusHours(1);
        }
        case Part.DayPart half -> {
          from = first.atTime(half.start());
          to = last.atTime(half.end());
        }
        case Part.Bounds bounds -> {
          for (var after : bounds.after()) {
            from = first.atTime(Clocks.usual(after.candidates()).getFirst());
          }
          for (var before : bounds.before()) {
            to = last.atTime(Clocks.usual(before.candidates()).getLast());
          }
        }
        case Part.Day p -> {}
        case Part.Days p -> {}
        case Part.Moment p -> {}
        case Part.Length p -> {}
        case Part.Stretch p -> {}
        case Part.Repeat p -> {}
        case Part.Until p -> {}
        case Part.Zone p -> {}
        case Part.Doubt p -> {}
        case Part.Nonsense p -> {}
      }
    }
    return new Period(from, to.isAfter(from) ? to : from.plusDays(1));
  }

  /// Whether something that begins at `start` is what it describes: on that day, at that time.
  public boolean describes(LocalDateTime start) {
    for (var part : parts) {
      boolean fits =
          switch (part) {
            case Part.Day day ->
                start.toLocalDate().equals(day.date())
                    || (day.kind() == Part.Day.Kind.WEEKDAY
                        && start.getDayOfWeek() == day.date().getDayOfWeek()
                        && start.toLocalDate().equals(now.toLocalDate()));
            case Part.Days days ->
                !start.toLocalDate().isBefore(days.first())
                    && !start.toLocalDate().isAfter(days.last());
            case Part.Moment moment -> start.equals(moment.at());
            case Part.Clock clock -> clock.candidates().contains(start.toLocalTime());
            case Part.ClockRange range -> range.start().candidates().contains(start.toLocalTime());
            case Part.DayPart half -> in(start.toLocalTime(), half);
            case Part.Bounds p -> true;
            case Part.Length p -> true;
            case Part.Stretch p -> true;
            case Part.Repeat repeat ->
                repeat.days().isEmpty() || repeat.days().contains(start.getDayOfWeek());
            case Part.Until p -> true;
            case Part.Zone p -> true;
            case Part.Doubt p -> false;
            case Part.Nonsense p -> false;
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static boolean in(LocalTime time, Part.DayPart half) {
    return !time.isBefore(half.start()) && time.isBefore(half.end());
  }
}
