package dev.steward.core.routing.learned;

import dev.steward.core.text.Spelling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Puts right words that are misspelt by one letter: a word that nobody knows is taken for the one
/// of the examples that it is one letter away from, the commonest if there are several.
final class Repair {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]+");
  private static final int SHORTEST = 4;
  private static final int LONGEST = 40;

  private final Predicate<String> isWord;
  private final Map<String, Integer> counts;
  private final Map<Integer, List<String>> byLength = new HashMap<>();

  private Repair(Predicate<String> isWord, Map<String, Integer> counts) {
    this.isWord = isWord;
    this.counts = Map.copyOf(counts);
    counts.keySet().stream()
        .filter(word -> word.length() >= SHORTEST)
        .forEach(word -> byLength.computeIfAbsent(word.length(), l -> new ArrayList<>()).add(word));
  }

  /// Knows the words of these texts, but for such as stand in them once, are no words, and are a
  /// letter away from one that is known: they are misspelt there, too.
  ///
  /// @param isWord whether a word in lower case is surely one
  /// @param more words that are known beside, in lower case
  static Repair of(List<String> texts, Predicate<String> isWord, Set<String> more) {
    var counts = new TreeMap<String, Integer>();
    more.stream().filter(word -> word.length() >= SHORTEST).forEach(word -> counts.put(word, 1));
    var all = new TreeMap<String, Integer>();
    for (var text : texts) {
      WORD.matcher(text)
          .results()
          .map(found -> found.group().toLowerCase(Locale.ROOT))
          .forEach(word -> all.merge(word, 1, Integer::sum));
    }
    var doubtful = new ArrayList<String>();
    all.forEach((word, count) -> {
      if (count > 1 || counts.containsKey(word) || isWord.test(word)) {
        counts.merge(word, count, Integer::sum);
      } else {
        doubtful.add(word);
      }
    });
    var sure = new Repair(isWord, counts);
    for (var word : doubtful) {
      if (sure.better(word).equals(word)) {
        counts.put(word, 1);
      }
    }
    return new Repair(isWord, counts);
  }

  /// The text with its misspelt words put right.
  String apply(String text) {
    var repaired = new StringBuilder();
    var matcher = WORD.matcher(text);
    int from = 0;
    while (matcher.find()) {
      var word = matcher.group();
      var better = better(word);
      repaired.append(text, from, matcher.start()).append(better);
      from = matcher.end();
    }
    return from == 0 ? text : repaired.append(text.substring(from)).toString();
  }

  private String better(String word) {
    var lower = word.toLowerCase(Locale.ROOT);
    if (lower.length() < SHORTEST
        || lower.length() > LONGEST
        || counts.containsKey(lower)
        || isWord.test(lower)) {
      return word;
    }
    var near = new ArrayList<String>();
    for (int length = lower.length() - 1; length <= lower.length() + 1; length++) {
      for (var known : byLength.getOrDefault(length, List.of())) {
        if (Spelling.oneLetterApart(lower, known)) {
          near.add(known);
        }
      }
    }
    return near.stream()
        .max(Comparator.<String>comparingInt(counts::get).thenComparing(Comparator.reverseOrder()))
        .orElse(word);
  }
}
