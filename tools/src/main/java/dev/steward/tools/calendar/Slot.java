package dev.steward.tools.calendar;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/// Free time, and what it was chosen by.
///
/// @param obeyed the preferences and policies that it keeps to
/// @param setAside those that it does not keep to, because nothing free does
public record Slot(
    LocalDateTime start,
    LocalDateTime end,
    ZoneId zone,
    List<TimePreferences.Basis> obeyed,
    List<TimePreferences.Basis> setAside) {
  public Slot {
    obeyed = List.copyOf(obeyed);
    setAside = List.copyOf(setAside);
  }
}
