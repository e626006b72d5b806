package dev.steward.core.cost;

import dev.steward.core.when.DayWindow;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Hours that have prices of their own, by a provider's clock and calendar.
///
/// @param zone whose clock and calendar count
/// @param windows hours of a day; none: the whole day
/// @param days the days of the week that have these hours
/// @param holidays days that have not, whatever day of the week they are
public record PriceHours(
    ZoneId zone, List<DayWindow> windows, Set<DayOfWeek> days, Holidays holidays) {
  public PriceHours {
    windows = List.copyOf(windows);
    days = Set.copyOf(days);
  }

  /// Days off.
  ///
  /// @param knownTo the last day of which it is known whether it is one
  public record Holidays(Set<LocalDate> days, LocalDate knownTo) {
    public static final Holidays NONE = new Holidays(Set.of(), LocalDate.MAX);

    public Holidays {
      days = Set.copyOf(days);
    }
  }

  /// Whether these hours hold a moment; a day of which nobody knows yet is no holiday.
  boolean contain(Instant moment) {
    var there = moment.atZone(zone);
    return days.contains(there.getDayOfWeek())
        && !holidays.days().contains(there.toLocalDate())
        && (windows.isEmpty()
            || windows.stream().anyMatch(window -> window.contains(there.toLocalTime())));
  }

  /// The moments between two others at which these hours may begin or end.
  Stream<Instant> edges(Instant from, Instant to) {
    return from.atZone(zone)
        .toLocalDate()
        .datesUntil(to.atZone(zone).toLocalDate().plusDays(1))
        .flatMap(day ->
            Stream.concat(
                Stream.of(day.atStartOfDay(zone)),
                windows.stream()
                    .flatMap(window -> Stream.of(window.from(), window.to()))
                    .map(time -> day.atTime(time).atZone(zone))))
        .map(ZonedDateTime::toInstant)
        .filter(edge -> edge.isAfter(from) && edge.isBefore(to));
  }

  /// Whether the moment would lie outside if its day turned out to be a holiday.
  boolean areInDoubt(Instant moment) {
    return contain(moment) && moment.atZone(zone).toLocalDate().isAfter(holidays.knownTo());
  }
}
