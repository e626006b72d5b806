package dev.steward.tools.calendar;

import dev.steward.core.calendar.Event;
import dev.steward.core.when.DayWindow;
import dev.steward.core.when.DayWindows;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Looks for free time between busy times.
final class FreeSlots {
  private static final int GRID_MINUTES = 15;

  private final WorkingHours hours;
  private final List<Event> busy;

  FreeSlots(WorkingHours hours, List<Event> busy) {
    this.hours = hours;
    this.busy = busy;
  }

  Optional<Slot> first(SlotSearch search, List<TimePreferences.Wish> wishes, Instant now) {
    var setAside = new LinkedHashSet<TimePreferences.Basis>();
    for (var wish : wishes) {
      var start =
          first(search, now, day -> within(wish.week(), day))
              .or(() -> first(search, now, day -> beyond(wish.week(), day)));
      if (start.isPresent()) {
        wish.basis().forEach(setAside::remove);
        return Optional.of(slot(search, start.get(), wish.basis(), setAside));
      }
      setAside.addAll(wish.basis());
    }
    return first(search, now, day -> hours.days().contains(day) ? hours.hours() : List.of())
        .map(start -> slot(search, start, List.of(), setAside));
  }

  private static Slot slot(
      SlotSearch search,
      LocalDateTime start,
      List<TimePreferences.Basis> obeyed,
      Set<TimePreferences.Basis> setAside) {
    var end = start.atZone(search.zone()).plus(search.duration()).toLocalDateTime();
    return new Slot(start, end, search.zone(), obeyed, List.copyOf(setAside));
  }

  /// What a wish and the working hours both allow.
  private List<DayWindow> within(Map<DayOfWeek, List<DayWindow>> week, DayOfWeek day) {
    return hours.days().contains(day)
        ? DayWindows.intersection(week.getOrDefault(day, List.of()), hours.hours())
        : List.of();
  }

  /// What a wish names expressly, working hours or not: times with a beginning and an end, days of
  /// which none is a working day.
  private List<DayWindow> beyond(Map<DayOfWeek, List<DayWindow>> week, DayOfWeek day) {
    var daysNamed = week.keySet().stream().noneMatch(hours.days()::contains);
    if (!daysNamed && !hours.days().contains(day)) {
      return List.of();
    }
    var windows = week.getOrDefault(day, List.of());
    var expressly = windows.stream().filter(FreeSlots::isBounded).toList();
    return expressly.isEmpty() && daysNamed
        ? DayWindows.intersection(windows, hours.hours())
        : expressly;
  }

  private static boolean isBounded(DayWindow window) {
    return !window.from().equals(LocalTime.MIN) && !window.to().equals(LocalTime.MAX);
  }

  private Optional<LocalDateTime> first(
      SlotSearch search, Instant now, Function<DayOfWeek, List<DayWindow>> windows) {
    var zone = search.zone();
    var from = later(search.from().atZone(zone).toInstant(), now);
    var to = search.to().atZone(zone).toInstant();
    var lastDay = search.to().toLocalDate();
    for (var day = LocalDate.ofInstant(from, zone); !day.isAfter(lastDay); day = day.plusDays(1)) {
      for (var window : windows.apply(day.getDayOfWeek())) {
        var start = first(day, window, from, to, zone, search.duration());
        if (start.isPresent()) {
          return start;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<LocalDateTime> first(
      LocalDate day, DayWindow window, Instant from, Instant to, ZoneId zone, Duration duration) {
    var closes =
        window.to().equals(LocalTime.MAX)
            ? day.plusDays(1).atStartOfDay()
            : day.atTime(window.to());
    var end = earlier(instant(closes, zone), to);
    for (var minute = 0; minute < 24 * 60; minute += GRID_MINUTES) {
      var local = day.atTime(minute / 60, minute % 60);
      if (local.toLocalTime().isBefore(window.from())
          || zone.getRules().getValidOffsets(local).isEmpty()) {
        continue;
      }
      var start = local.atZone(zone).toInstant();
      if (start.plus(duration).isAfter(end)) {
        break;
      }
      if (!start.isBefore(from) && isFree(start, start.plus(duration))) {
        return Optional.of(local);
      }
    }
    return Optional.empty();
  }

  private boolean isFree(Instant from, Instant to) {
    return busy.stream()
        .noneMatch(event -> event.startsAt().isBefore(to) && event.endsAt().isAfter(from));
  }

  /// When the clocks of `zone` reach `local`: where they skip it, when they skip.
  private static Instant instant(LocalDateTime local, ZoneId zone) {
    var transition = zone.getRules().getTransition(local);
    return transition != null && transition.isGap()
        ? transition.getInstant()
        : local.atZone(zone).toInstant();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
