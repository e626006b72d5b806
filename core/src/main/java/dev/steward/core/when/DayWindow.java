package dev.steward.core.when;

import java.time.LocalTime;

/// A stretch of a day, such as 9:00 to 11:00.
///
/// @param from inclusive
/// @param to exclusive; after `from`
public record DayWindow(LocalTime from, LocalTime to) {
  public DayWindow {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("a window must end after it begins: " + from + "-" + to);
    }
  }

  public boolean contains(LocalTime time) {
    return !time.isBefore(from) && time.isBefore(to);
  }
}
