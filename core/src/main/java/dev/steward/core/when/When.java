package dev.steward.core.when;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/// What a text about the future says about when, once it is held against the clock.
public sealed interface When {

  /// Nothing is left open.
  ///
  /// @param length zero if none was said
  /// @param recurrence an iCalendar RRULE value, or empty
  /// @param zone of the extent: the user's, unless the text names another
  /// @param assumptions what was taken for granted, each a clause for the person to read
  record Resolved(
      Extent extent, Duration length, String recurrence, ZoneId zone, List<String> assumptions)
      implements When {
    public Resolved {
      assumptions = List.copyOf(assumptions);
    }
  }

  /// More than one reading fits; `question` asks which.
  record Ambiguous(String question, List<String> candidates) implements When {
    public Ambiguous {
      candidates = List.copyOf(candidates);
    }
  }

  /// It has passed; `question` asks what is meant instead.
  record Past(LocalDateTime start, String question) implements When {}

  /// There is no such date or time; `reason` says why.
  record Impossible(String reason) implements When {}

  /// How exactly a time was said.
  sealed interface Extent {
    /// To the minute.
    record Start(LocalDateTime at) implements Extent {}

    /// Somewhere from `from` (inclusive) to `to` (exclusive).
    record Window(LocalDateTime from, LocalDateTime to) implements Extent {}

    /// Nothing was said.
    record Anytime() implements Extent {}
  }
}
