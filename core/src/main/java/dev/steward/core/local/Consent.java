package dev.steward.core.local;

import java.util.EnumSet;
import java.util.Set;

/// What the person has said yes to, having been asked.
enum Consent {
  /// To book or move although something else is at that time.
  OVERLAP,
  /// To move or cancel a whole series.
  SERIES,
  /// To take a name as it was written.
  NAME,
  /// To take a time that has passed today as tomorrow's.
  TOMORROW,
  /// To forget all that was listed.
  FORGET;

  /// What a yes to `question` means.
  static Set<Consent> to(String question) {
    var given = EnumSet.noneOf(Consent.class);
    if (question.contains("anyway?")) {
      given.add(OVERLAP);
    }
    if (question.contains("is a series; I can only")) {
      given.add(SERIES);
    }
    if (question.contains("Do you mean tomorrow,")) {
      given.add(TOMORROW);
    }
    if (question.startsWith("I would forget:")) {
      given.add(FORGET);
    }
    return given;
  }
}
