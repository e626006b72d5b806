package dev.steward.core.when;

import dev.steward.core.when.When.Ambiguous;
import dev.steward.core.when.When.Extent;
import dev.steward.core.when.When.Impossible;
import dev.steward.core.when.When.Past;
import dev.steward.core.when.When.Resolved;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Holds expressions of time against the clock and against each other.
final class Resolver {
  private final List<Part> parts;
  private final LocalDateTime now;
  private final ZoneId zone;
  private final @Nullable LocalDateTime base;
  private final List<String> assumptions = new ArrayList<>();

  /// @param base where something stands now that shall be moved; null for something new
  Resolver(List<Part> parts, ZonedDateTime now, @Nullable LocalDateTime base) {
    this.parts = Series.merged(parts);
    var zones = of(Part.Zone.class);
    this.zone = zones.isEmpty() ? now.getZone() : zones.getFirst().zone();
    this.now = now.withZoneSameInstant(zone).toLocalDateTime();
    this.base =
        base == null
            ? null
            : base.atZone(now.getZone()).withZoneSameInstant(zone).toLocalDateTime();
  }

  private <P extends Part> List<P> of(Class<P> type) {
    return parts.stream().filter(type::isInstance).map(type::cast).toList();
  }

  When resolve() {
    for (var part : parts) {
      if (part instanceof Part.Nonsense nonsense) {
        return new Impossible(nonsense.reason());
      }
    }
    for (var part : parts) {
      if (part instanceof Part.Doubt doubt) {
        return new Ambiguous(doubt.question(), doubt.candidates());
      }
    }
    var conflict = new Conflicts(parts).find();
    if (conflict != null) {
      return conflict;
    }
    var moments = of(Part.Moment.class);
    if (!moments.isEmpty()) {
      return start(moments.getFirst().at(), length());
    }
    var repeats = of(Part.Repeat.class);
    if (!repeats.isEmpty()) {
      return recurring(repeats.getFirst());
    }
    return at(days(), "");
  }

  /// One or several days that may be meant.
  ///
  /// @param said whether they were said, and not only today for want of anything else
  private record Candidates(LocalDate first, LocalDate last, boolean said, String name) {
    boolean isOne() {
      return first.equals(last);
    }
  }

  private Candidates days() {
    var day = of(Part.Day.class);
    if (!day.isEmpty()) {
      note(day.getFirst().note());
      return new Candidates(day.getFirst().date(), day.getFirst().date(), true, "");
    }
    var range = of(Part.Days.class);
    if (!range.isEmpty()) {
      return new Candidates(
          range.getFirst().first(), range.getFirst().last(), true, range.getFirst().name());
    }
    var today = base == null ? now.toLocalDate() : base.toLocalDate();
    return new Candidates(today, today, false, "");
  }

  private void note(String assumption) {
    if (!assumption.isEmpty() && !assumptions.contains(assumption)) {
      assumptions.add(assumption);
    }
  }

  private Duration length() {
    return of(Part.Length.class).stream()
        .map(Part.Length::length)
        .findFirst()
        .orElse(Duration.ZERO);
  }

  private When at(Candidates days, String recurrence) {
    var clocks = of(Part.Clock.class);
    var ranges = of(Part.ClockRange.class);
    if (clocks.isEmpty() && ranges.isEmpty()) {
      return somewhere(days, recurrence);
    }
    if (!days.isOne()) {
      return new Ambiguous(
          "Which day of %s?".formatted(days.name().isEmpty() ? "those" : "“" + days.name() + "”"),
          List.of());
    }
    LocalTime time;
    var length = length();
    if (!ranges.isEmpty()) {
      var range = range(ranges.getFirst());
      if (range.size() != 2) {
        var range0 = ranges.getFirst();
        return halves(range0.start());
      }
      time = range.get(0);
      var whole = Duration.between(range.get(0), range.get(1));
      if (!length.isZero() && !length.equals(whole)) {
        return window(
            days.first().atTime(range.get(0)), days.first().atTime(range.get(1)), recurrence);
      }
      length = whole;
    } else {
      var candidates = settled(clocks.getFirst());
      if (candidates.size() != 1) {
        return candidates.isEmpty()
            ? new Ambiguous(
                "That time is not in that part of the day. Which time do you mean?", List.of())
            : halves(clocks.getFirst());
      }
      time = candidates.getFirst();
    }
    var start = days.first().atTime(time);
    if (!days.said() && base == null && recurrence.isEmpty() && !start.isAfter(now)) {
      return new Past(
          start,
          "%s has passed today. Do you mean tomorrow, %s?"
              .formatted(Spoken.time(time), Spoken.date(start.toLocalDate().plusDays(1))));
    }
    return start(start, length, recurrence);
  }

  private static When halves(Part.Clock clock) {
    var names = clock.candidates().stream().map(Spoken::time).toList();
    return new Ambiguous("Do you mean %s?".formatted(String.join(" or ", names)), names);
  }

  /// What a time of day means together with the part of the day and working hours.
  private List<LocalTime> settled(Part.Clock clock) {
    var halves = of(Part.DayPart.class).stream().filter(Part.DayPart::sets).toList();
    var candidates = clock.candidates();
    if (!halves.isEmpty()) {
      var half = halves.getFirst();
      boolean morning = half.end().equals(LocalTime.NOON) || half.end().isBefore(LocalTime.NOON);
      return candidates.stream()
          .filter(time ->
              morning
                  ? time.isBefore(LocalTime.NOON)
                  : half.start().isBefore(LocalTime.of(16, 0))
                      ? !time.isBefore(LocalTime.NOON) && !time.isAfter(LocalTime.of(18, 0))
                      : !time.isBefore(LocalTime.of(16, 0)))
          .toList();
    }
    var usual = Clocks.usual(candidates);
    if (candidates.size() == 2 && usual.size() == 1 && clock.bare()) {
      note("%s, within working hours".formatted(Spoken.time(usual.getFirst())));
    }
    return usual;
  }

  /// Beginning and end of a range, or fewer if that is open.
  private List<LocalTime> range(Part.ClockRange range) {
    var ends = range.end().candidates();
    var starts = range.start().candidates();
    var halves = of(Part.DayPart.class);
    if (starts.size() == 2 && (ends.size() == 2 || !halves.isEmpty())) {
      var settled = settled(range.start());
      starts = settled.isEmpty() ? starts : settled;
    }
    LocalTime bestStart = null;
    LocalTime bestEnd = null;
    boolean tie = false;
    for (var start : starts) {
      for (var end : ends) {
        if (end.isAfter(start)) {
          var length = Duration.between(start, end);
          int order =
              bestStart == null || bestEnd == null
                  ? -1
                  : length.compareTo(Duration.between(bestStart, bestEnd));
          if (order < 0) {
            bestStart = start;
            bestEnd = end;
          }
          tie = order == 0 || (order > 0 && tie);
        }
      }
    }
    return bestStart == null || bestEnd == null || tie ? List.of() : List.of(bestStart, bestEnd);
  }

  /// A time that leaves some room: a day, several, a part of one.
  private When somewhere(Candidates days, String recurrence) {
    var halves = of(Part.DayPart.class);
    var bounds = of(Part.Bounds.class);
    boolean timed = !halves.isEmpty() || !bounds.isEmpty();
    if (!days.said() && !timed) {
      if (base != null || recurrence.isEmpty()) {
        return resolved(new Extent.Anytime(), recurrence);
      }
    }
    if (base != null && !timed && days.isOne()) {
      return start(days.first().atTime(base.toLocalTime()), length(), recurrence);
    }
    var from = LocalTime.MIN;
    var to = LocalTime.MAX;
    if (!halves.isEmpty()) {
      from = halves.getFirst().start();
      to = halves.getFirst().end();
    }
    if (!bounds.isEmpty()) {
      var bound = bounds.getFirst();
      for (var after : bound.after()) {
        var settled = settled(after);
        if (settled.size() != 1) {
          return halves(after);
        }
        from = settled.getFirst();
      }
      for (var before : bound.before()) {
        var start = from;
        var settled =
            bound.after().isEmpty()
                ? settled(before)
                : before.candidates().stream()
                    .filter(time -> time.isAfter(start))
                    .limit(1)
                    .toList();
        if (settled.size() != 1) {
          return halves(before);
        }
        to = settled.getFirst();
      }
    }
    var first = days.first();
    var last = days.last();
    if (!days.said() && base == null && !last.atTime(to).isAfter(now.plusMinutes(15))) {
      if (halves.stream().anyMatch(Part.DayPart::today)) {
        return new Past(
            first.atTime(from),
            "That part of today has passed. Do you mean tomorrow, %s?"
                .formatted(Spoken.date(first.plusDays(1))));
      }
      first = first.plusDays(1);
      last = first;
    }
    var end = to.equals(LocalTime.MAX) ? last.plusDays(1).atStartOfDay() : last.atTime(to);
    return window(first.atTime(from), end, recurrence);
  }

  private When window(LocalDateTime from, LocalDateTime to, String recurrence) {
    if (!to.isAfter(now)) {
      return new Past(
          from, "%s has passed. Which day do you mean?".formatted(Spoken.date(from.toLocalDate())));
    }
    if (!to.isAfter(from)) {
      return new Ambiguous("That ends before it begins. From when to when do you mean?", List.of());
    }
    return resolved(new Extent.Window(from.isBefore(now) ? now : from, to), recurrence);
  }

  private When start(LocalDateTime start, Duration length) {
    return start(start, length, "");
  }

  private When start(LocalDateTime start, Duration length, String recurrence) {
    var offsets = zone.getRules().getValidOffsets(start);
    if (offsets.isEmpty()) {
      var gap = zone.getRules().getTransition(start);
      return new Impossible(
          "%s does not exist on %s in %s: the clocks go from %s to %s"
              .formatted(
                  Spoken.time(start.toLocalTime()),
                  Spoken.date(start.toLocalDate()),
                  zone.getId(),
                  Spoken.time(gap.getDateTimeBefore().toLocalTime()),
                  Spoken.time(gap.getDateTimeAfter().toLocalTime())));
    }
    if (offsets.size() > 1) {
      return new Ambiguous(
          "%s comes twice on %s in %s, when the clocks go back. Please choose another time or name the offset, such as “UTC%s”."
              .formatted(
                  Spoken.time(start.toLocalTime()),
                  Spoken.date(start.toLocalDate()),
                  zone.getId(),
                  "+" + offsets.getFirst().getTotalSeconds() / 3600),
          offsets.stream()
              .map(offset -> Spoken.time(start.toLocalTime()) + " (" + offset.getId() + ")")
              .toList());
    }
    if (!start.isAfter(now)) {
      return new Past(
          start,
          "%s, %s has passed. When do you mean?"
              .formatted(Spoken.date(start.toLocalDate()), Spoken.time(start.toLocalTime())));
    }
    return new Resolved(new Extent.Start(start), length, recurrence, zone, assumptions);
  }

  private When resolved(Extent extent, String recurrence) {
    return new Resolved(extent, length(), recurrence, zone, assumptions);
  }

  private When recurring(Part.Repeat repeat) {
    var series = new Series(repeat, of(Part.Until.class), now, zone);
    var day = of(Part.Day.class);
    var range = of(Part.Days.class);
    var from =
        !day.isEmpty() ? day.getFirst().date() : !range.isEmpty() ? range.getFirst().first() : null;
    if (from != null && !day.isEmpty()) {
      note(day.getFirst().note());
    }
    var first = series.first(from);
    if (first == null) {
      return new Ambiguous(series.question(), List.of());
    }
    if (from == null || !from.equals(first)) {
      note("the first one is on %s".formatted(Spoken.date(first)));
    }
    return at(new Candidates(first, first, true, ""), series.rule(first, of(Part.Stretch.class)));
  }
}
