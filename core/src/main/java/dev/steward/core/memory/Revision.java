package dev.steward.core.memory;

import java.time.Instant;

/// A fact as it was after something happened to it.
///
/// @param at when it happened
/// @param by who did it: a user, an agent's name, or what in Steward (`consolidation`)
public record Revision(Fact fact, Event event, Instant at, String by) {
  public enum Event {
    ADDED,
    /// Said again: its proofs grew.
    CONFIRMED,
    /// Its text, labels or lifetime were changed by somebody.
    UPDATED,
    /// Another fact took its place.
    SUPERSEDED,
    /// Held back.
    QUARANTINED,
    /// Released from quarantine, or recalled again after it was superseded.
    RESTORED,
    /// A person said yes to it.
    APPROVED,
    PINNED,
    UNPINNED
  }

  /// A fact that somebody said for the first time, when it was recorded.
  public static Revision added(Fact fact) {
    return new Revision(fact, Event.ADDED, fact.recordedAt(), fact.author());
  }
}
