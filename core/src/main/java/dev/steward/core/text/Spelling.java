package dev.steward.core.text;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Knows a vocabulary of keywords, and which of them a misspelt word may be. A keyword of four
/// letters or more is recognised with one letter missing, too many, wrong, or swapped with its
/// neighbour. A word that is ordinary English in its own right is not taken for a keyword.
public final class Spelling {
  private static final int SHORTEST_FORGIVEN = 4;

  private final Set<String> vocabulary;
  private final Set<String> ordinary;
  private final Map<Integer, List<String>> byLength;

  /// A spelling of this vocabulary.
  ///
  /// @param vocabulary keywords in lower case
  /// @param exact those of them that are not recognised when they are misspelt: short forms
  /// @param ordinary words in lower case that are never a misspelt keyword
  public Spelling(Collection<String> vocabulary, Set<String> exact, Collection<String> ordinary) {
    this.vocabulary = Set.copyOf(vocabulary);
    this.ordinary = Set.copyOf(ordinary);
    var lengths = new HashMap<Integer, List<String>>();
    for (var keyword : new LinkedHashSet<>(vocabulary)) {
      if (keyword.length() >= SHORTEST_FORGIVEN && !exact.contains(keyword)) {
        lengths.merge(
            keyword.length(),
            List.of(keyword),
            (a, b) -> {
              var both = new HashSet<>(a);
              both.addAll(b);
              return List.copyOf(both);
            });
      }
    }
    this.byLength = Map.copyOf(lengths);
  }

  public boolean isKeyword(String lower) {
    return vocabulary.contains(lower);
  }

  public boolean isOrdinary(String lower) {
    return ordinary.contains(lower);
  }

  /// Itself, and the keywords that it may be a misspelling of.
  public Set<String> readings(String lower) {
    if (vocabulary.contains(lower) || ordinary.contains(lower)) {
      return Set.of(lower);
    }
    return near(lower);
  }

  /// Itself, and the keywords at most one letter away.
  public Set<String> near(String lower) {
    var found = new HashSet<String>();
    found.add(lower);
    if (lower.length() >= SHORTEST_FORGIVEN - 1) {
      for (int length = lower.length() - 1; length <= lower.length() + 1; length++) {
        for (var keyword : byLength.getOrDefault(length, List.of())) {
          if (oneLetterApart(lower, keyword)) {
            found.add(keyword);
          }
        }
      }
    }
    return found;
  }

  /// Whether one letter added, left out, replaced or swapped with its neighbour turns one into the
  /// other, or they are equal.
  public static boolean oneLetterApart(String a, String b) {
    if (Math.abs(a.length() - b.length()) > 1) {
      return false;
    }
    int from = 0;
    int shorter = Math.min(a.length(), b.length());
    while (from < shorter && a.charAt(from) == b.charAt(from)) {
      from++;
    }
    int tail = 0;
    while (tail < shorter - from
        && a.charAt(a.length() - 1 - tail) == b.charAt(b.length() - 1 - tail)) {
      tail++;
    }
    int restA = a.length() - from - tail;
    int restB = b.length() - from - tail;
    if (restA <= 1 && restB <= 1) {
      return true;
    }
    return restA == 2
        && restB == 2
        && a.charAt(from) == b.charAt(from + 1)
        && a.charAt(from + 1) == b.charAt(from);
  }

  /// Whether at most two such changes turn one into the other.
  public static boolean twoLettersApart(String a, String b) {
    if (Math.abs(a.length() - b.length()) > 2) {
      return false;
    }
    var before = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      var row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(before[j], row[j - 1]) + 1);
      }
      before = row;
    }
    return before[b.length()] <= 2;
  }
}
