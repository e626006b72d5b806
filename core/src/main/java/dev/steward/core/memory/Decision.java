package dev.steward.core.memory;

/// What a person decides about one fact.
public enum Decision {
  /// It is always placed in a context, and never offered for review.
  PIN,
  UNPIN,
  /// A proposed fact becomes what everybody in the organisation knows.
  APPROVE,
  /// It is held back until it is released.
  QUARANTINE,
  /// It is recalled again: after a quarantine, or after another fact took its place.
  RESTORE,
  /// It was looked at and still holds: the next review is put off.
  KEEP
}
