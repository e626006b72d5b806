package dev.steward.core.local;

import dev.steward.core.text.Spelling;
import dev.steward.core.text.Word;
import dev.steward.core.text.Words;
import java.util.LinkedHashSet;
import java.util.Set;

/// Which telling words two texts share.
final class Overlap {
  private static final Set<String> EMPTY =
      Lexicon.set(
          "meeting meetings told agreed agree decided decide handle said forget about"
              + " regarding thing things stuff information info details happen happened please"
              + " discuss prefer prefers like likes with want wants need needs kind sort"
              + " discussed deal best use used usually still tell think our let one two off out"
              + " put know show list");

  private Overlap() {}

  /// The words of a text that tell what it is about, each in its plain form.
  static Set<String> content(String text) {
    var content = new LinkedHashSet<String>();
    var words = Words.of(text, Lexicon.SPELLING);
    for (int i = 0; i < words.size(); i++) {
      var word = words.get(i);
      var lower = word.lower().replaceFirst("'s$|'$", "");
      boolean telling =
          !word.isMark()
              && !Lexicon.FUNCTION.contains(lower)
              && !Lexicon.QUESTION_WORDS.contains(word.lower())
              && !Lexicon.COURTESY.contains(lower)
              && !EMPTY.contains(lower)
              && !isMisspelt(word)
              && (lower.length() > 1 || word.isNumber());
      if (telling) {
        content.add(stem(lower));
      }
    }
    return content;
  }

  /// Whether it can only be a misspelling of a word that tells nothing.
  private static boolean isMisspelt(Word word) {
    return word.readings().size() > 1
        && word.readings().stream()
            .allMatch(reading ->
                reading.equals(word.lower())
                    || Lexicon.FUNCTION.contains(reading)
                    || EMPTY.contains(reading)
                    || Lexicon.QUESTION_WORDS.contains(reading));
  }

  /// Whether two words are the same, up to an ending and one wrong letter.
  static boolean same(String a, String b) {
    return a.equals(b)
        || (Math.min(a.length(), b.length()) >= 3
            && Math.max(a.length(), b.length()) >= 4
            && !a.matches("\\d+")
            && !(isWord(a) && isWord(b))
            && Spelling.oneLetterApart(a, b))
        || (a.length() >= 5
            && b.length() >= 5
            && a.startsWith(b.substring(0, 5))
            && Math.abs(a.length() - b.length()) <= 4);
  }

  /// Whether it is spelt rightly as far as is known.
  private static boolean isWord(String word) {
    return Lexicon.SPELLING.isOrdinary(word) || Lexicon.VOCABULARY.contains(word);
  }

  /// How many of `wanted` are in `text`.
  static long shared(Set<String> wanted, String text) {
    var there = content(text);
    return wanted.stream()
        .filter(word -> there.stream().anyMatch(other -> same(other, word)))
        .count();
  }

  /// As [#shared], where a wrong letter may have made one first name of another.
  static long sharedLoosely(Set<String> wanted, String text) {
    var there = content(text);
    return wanted.stream()
        .filter(word ->
            there.stream()
                .anyMatch(other ->
                    same(other, word)
                        || (Lexicon.FIRST_NAMES.contains(other)
                            && word.length() > 2
                            && Spelling.oneLetterApart(other, word))))
        .count();
  }

  private static String stem(String word) {
    var stem = word;
    if (stem.length() > 4 && stem.endsWith("ies")) {
      return stem.substring(0, stem.length() - 3) + "y";
    }
    if (stem.length() > 3
        && stem.endsWith("s")
        && !stem.endsWith("ss")
        && !stem.endsWith("us")
        && !stem.endsWith("is")) {
      stem = stem.substring(0, stem.length() - 1);
    }
    return stem.length() > 5 && stem.endsWith("ing") ? stem.substring(0, stem.length() - 3) : stem;
  }
}
