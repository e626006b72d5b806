package dev.steward.core.memory.wording;

import java.util.Locale;

/// A piece of a text.
///
/// @param text as it was written
/// @param canon what it is compared by: of a word its lower case, of a value the value itself
/// @param start where it begins in the text
/// @param end where it ends, exclusive
record Token(Kind kind, String text, String canon, int start, int end) {
  enum Kind {
    WORD,
    MARK,
    NUMBER,
    MONEY,
    PERCENT,
    /// A day, a weekday, a month, or one counted from today.
    DATE,
    TIME,
    EMAIL,
    URL,
    PHONE;

    /// Whether a thing that has one of it has no other at the same time.
    boolean isValue() {
      return this != WORD && this != MARK;
    }

    /// Whether both tell the same sort of thing, so that one may take the other's place.
    boolean fits(Kind other) {
      return family() == other.family();
    }

    private int family() {
      return switch (this) {
        case NUMBER, MONEY, PERCENT -> 1;
        case DATE, TIME -> 2;
        case EMAIL -> 3;
        case URL -> 4;
        case PHONE -> 5;
        case WORD -> 6;
        case MARK -> 7;
      };
    }
  }

  boolean isWord() {
    return kind == Kind.WORD;
  }

  boolean isCapitalised() {
    return kind == Kind.WORD && Character.isUpperCase(text.codePointAt(0));
  }

  /// Whether it is written in capitals, as abbreviations are.
  boolean isShouted() {
    return kind == Kind.WORD && text.length() > 1 && text.equals(text.toUpperCase(Locale.ROOT));
  }

  boolean is(String... words) {
    for (var word : words) {
      if (canon.equals(word)) {
        return true;
      }
    }
    return false;
  }
}
