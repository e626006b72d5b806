package dev.steward.tools.calendar;

import dev.steward.core.when.DayWindow;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// When meetings may be, where nobody said anything else.
public record WorkingHours(Set<DayOfWeek> days, List<DayWindow> hours) {
  /// Monday to Friday, 9:00 to 17:00.
  public static final WorkingHours DEFAULT =
      new WorkingHours(
          EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
          List.of(new DayWindow(LocalTime.of(9, 0), LocalTime.of(17, 0))));

  public WorkingHours {
    days = Set.copyOf(days);
    hours = List.copyOf(hours);
  }
}
