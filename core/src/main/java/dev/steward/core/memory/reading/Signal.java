package dev.steward.core.memory.reading;

import java.util.Locale;

/// What may speak for an entry, or against it; see [Weights].
enum Signal {
  WORDS,
  MEANING,
  AROUND,
  SPEAKER,
  DATE,
  LENGTH,
  TIME,
  ASKS,
  RECENCY,
  CROSS_ENCODER;

  /// As an explained score names it.
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
