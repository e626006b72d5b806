package dev.steward.core.memory;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Finds entries by words.
public interface WordIndex extends EntryIndex {
  /// What a word counts for an entry by where it was said: so many places before it (−) or after.
  Map<Integer, Double> NEIGHBOURS = Map.of(0, 1.0, -1, 0.7, -2, 0.6, 1, 0.5, 2, 0.4);

  /// The text by which an entry is found: who said it, what, and on which day.
  static String indexed(Entry entry) {
    return "%s %s %s"
        .formatted(
            Traits.of(entry).speaker(),
            entry.text(),
            DAY.format(entry.at().atOffset(ZoneOffset.UTC)));
  }

  DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

  /// The selected entries that match best by words, best first; none if no word matches.
  ///
  /// Each word of `text` counts once for an entry, where it counts most (BM25): in the entry
  /// itself, its author's name and its day included, or, for less ([#NEIGHBOURS]), in one that
  /// stands near it in its thread. An entry so scores high if it and its neighbours have many of
  /// the words between them.
  List<Hit> matching(Selection selection, String text, int limit);
}
