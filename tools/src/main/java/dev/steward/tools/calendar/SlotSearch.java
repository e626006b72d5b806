package dev.steward.tools.calendar;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;

/// Where to look for free time.
///
/// @param from wall-clock time in `zone`, inclusive
/// @param to exclusive: the slot ends by then
public record SlotSearch(LocalDateTime from, LocalDateTime to, ZoneId zone, Duration duration) {}
