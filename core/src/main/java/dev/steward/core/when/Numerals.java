package dev.steward.core.when;

import dev.steward.core.text.Words;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Numbers in digits and in words.
final class Numerals {
  private static final List<String> ONES =
      List.of(
          "zero",
          "one",
          "two",
          "three",
          "four",
          "five",
          "six",
          "seven",
          "eight",
          "nine",
          "ten",
          "eleven",
          "twelve",
          "thirteen",
          "fourteen",
          "fifteen",
          "sixteen",
          "seventeen",
          "eighteen",
          "nineteen");
  private static final Map<String, Integer> TENS =
      Map.of(
          "twenty", 20, "thirty", 30, "forty", 40, "fourty", 40, "fifty", 50, "sixty", 60, "ninety",
          90);
  private static final List<String> ORDINALS =
      List.of(
          "zeroth",
          "first",
          "second",
          "third",
          "fourth",
          "fifth",
          "sixth",
          "seventh",
          "eighth",
          "ninth",
          "tenth",
          "eleventh",
          "twelfth");
  private static final Set<String> SUFFIXES = Set.of("st", "nd", "rd", "th");

  static final Set<String> WORDS = words();

  private Numerals() {}

  /// A number and the position after it; `next` is -1 if there is none.
  record Numeral(int value, int next) {
    static final Numeral NONE = new Numeral(0, -1);

    boolean found() {
      return next >= 0;
    }
  }

  private static Set<String> words() {
    var words = new java.util.HashSet<String>(ONES);
    words.addAll(TENS.keySet());
    words.addAll(ORDINALS);
    return Set.copyOf(words);
  }

  /// A whole number at `i`, of at most four digits or written as words up to 99.
  static Numeral cardinal(Words words, int i) {
    if (!words.has(i)) {
      return Numeral.NONE;
    }
    var word = words.get(i);
    if (word.isNumber()) {
      return word.text().length() <= 4
          ? new Numeral(Integer.parseInt(word.text()), i + 1)
          : Numeral.NONE;
    }
    for (int n = 1; n < ONES.size(); n++) {
      if (words.is(i, ONES.get(n))) {
        return new Numeral(n, i + 1);
      }
    }
    for (var tens : TENS.entrySet()) {
      if (words.is(i, tens.getKey())) {
        int next = words.lower(i + 1).equals("-") && !words.isApart(i + 1) ? i + 2 : i + 1;
        for (int n = 1; n <= 9; n++) {
          if (words.is(next, ONES.get(n))) {
            return new Numeral(tens.getValue() + n, next + 1);
          }
        }
        return new Numeral(tens.getValue(), i + 1);
      }
    }
    return Numeral.NONE;
  }

  /// `1st`, `22nd`, `third`.
  static Numeral ordinal(Words words, int i) {
    if (!words.has(i)) {
      return Numeral.NONE;
    }
    var word = words.get(i);
    if (word.isNumber() && word.text().length() <= 2) {
      return words.has(i + 1) && !words.isApart(i + 1) && SUFFIXES.contains(words.lower(i + 1))
          ? new Numeral(Integer.parseInt(word.text()), i + 2)
          : Numeral.NONE;
    }
    for (int n = 1; n < ORDINALS.size(); n++) {
      if (words.is(i, ORDINALS.get(n))) {
        return new Numeral(n, i + 1);
      }
    }
    return Numeral.NONE;
  }
}
