package dev.steward.core.memory;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/// An index that finds entries by words.
public interface WordIndex extends EntryIndex, ByWords {
  /// What a word counts for an entry by where it was said: so many places before it (−) or after.
  Map<Integer, Double> NEIGHBOURS = Map.of(0, 1.0, -1, 0.7, -2, 0.6, 1, 0.5, 2, 0.4);

  /// The text by which an entry is found: who said it, what, and on which day.
  static String indexed(Entry entry) {
    return "%s %s %s"
        .formatted(
            Traits.speaker(entry), entry.text(), DAY.format(entry.at().atOffset(ZoneOffset.UTC)));
  }

  DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
}
