package dev.steward.core.run;

/// How a step's doing in the world can be repeated, which settles what happens when a crash leaves
/// its outcome in doubt.
public enum Effect {
  /// Again is harmless: it reads, or computes. Runs again.
  PURE,
  /// The other side recognises our key and does it once. Runs again with the same key.
  KEYED,
  /// One can look whether it happened. Looks, and runs again only if it did not.
  VERIFY,
  /// It can't be known. Never runs again by itself: a person is asked.
  AT_MOST_ONCE
}
