package dev.steward.core.when;

import dev.steward.core.when.When.Ambiguous;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Expressions that answer the same question in two ways.
final class Conflicts {
  private final List<Part> parts;

  Conflicts(List<Part> parts) {
    this.parts = parts;
  }

  private <P extends Part> List<P> of(Class<P> type) {
    return parts.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /// Two different answers to the same question.
  @Nullable When find() {
    var days = new ArrayList<String>();
    for (var day : of(Part.Day.class)) {
      if (!days.contains(Spoken.date(day.date()))) {
        days.add(Spoken.date(day.date()));
      }
    }
    if (days.size() > 1) {
      return new Ambiguous("Which day do you mean: %s?".formatted(String.join(" or ", days)), days);
    }
    var ranges = of(Part.Days.class);
    var day = of(Part.Day.class);
    if (ranges.size() > 1
        || (ranges.size() == 1 && !day.isEmpty() && !within(day.getFirst(), ranges.getFirst()))) {
      return new Ambiguous(
          "Which day do you mean? Please give one date, such as “on 30 November”.", List.of());
    }
    var times = new ArrayList<String>();
    for (var clock : of(Part.Clock.class)) {
      var shown = String.join("/", clock.candidates().stream().map(Spoken::time).toList());
      if (!times.contains(shown)) {
        times.add(shown);
      }
    }
    if (times.size() > 1) {
      return new Ambiguous(
          "Which time do you mean: %s?".formatted(String.join(" or ", times)), times);
    }
    if (of(Part.ClockRange.class).size() + (times.isEmpty() ? 0 : 1) + of(Part.Bounds.class).size()
            > 1
        || of(Part.Repeat.class).size() > 1
        || of(Part.Zone.class).stream().map(Part.Zone::zone).distinct().count() > 1
        || of(Part.Length.class).stream().map(Part.Length::length).distinct().count() > 1) {
      return new Ambiguous("Which time do you mean? Please give one day and one time.", List.of());
    }
    return null;
  }

  private static boolean within(Part.Day day, Part.Days range) {
    return !day.date().isBefore(range.first()) && !day.date().isAfter(range.last());
  }
}
