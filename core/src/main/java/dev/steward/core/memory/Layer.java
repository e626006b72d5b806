package dev.steward.core.memory;

/// How long something is remembered, and by whom.
public enum Layer {
  /// This one response and its tools' details; gone when it is given.
  CONVERSATION,
  /// A stretch of work: some hours after it was last touched.
  SESSION,
  /// One person's, until forgotten.
  USER,
  /// Everybody's in the organisation.
  ORGANISATION
}
