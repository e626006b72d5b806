package dev.steward.core.memory;

import dev.steward.core.memory.wording.Gist;

/// What kind of fact a text is, as far as its words tell.
final class Kinds {
  private Kinds() {}

  static Fact.Kind of(Gist gist, Trust trust) {
    return switch (gist.mode()) {
      case DECISION -> Fact.Kind.DECISION;
      case PREFERENCE -> trust.isPerson() ? Fact.Kind.PREFERENCE : Fact.Kind.FACT;
      case PROMISE -> Fact.Kind.COMMITMENT;
      case EVENT -> Fact.Kind.EVENT;
      case PLAIN -> Fact.Kind.FACT;
    };
  }
}
