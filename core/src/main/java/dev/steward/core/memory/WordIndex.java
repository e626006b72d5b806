package dev.steward.core.memory;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// An index that finds entries by words.
public interface WordIndex extends EntryIndex, ByWords {
  /// What a word counts for an entry by where it was said: so many places before it (−) or after.
  Map<Integer, Double> NEIGHBOURS = Map.of(0, 1.0, -1, 0.7, -2, 0.6, 1, 0.5, 2, 0.4);

  /// The text by which an entry is found: who said it, what, whom it is about though it does not
  /// name them, and on which day.
  static String indexed(Entry entry) {
    return "%s %s%s %s"
        .formatted(
            Traits.speaker(entry),
            entry.text(),
            unnamed(entry),
            DAY.format(entry.at().atOffset(ZoneOffset.UTC)));
  }

  /// Who and what a fact is linked to, without its text naming them.
  private static String unnamed(Entry entry) {
    if (!(entry instanceof Fact fact)) {
      return "";
    }
    var text = fact.text().toLowerCase(Locale.ROOT);
    return fact.claim().entities().stream()
        .filter(entity -> !text.contains(entity.toLowerCase(Locale.ROOT)))
        .sorted()
        .map(entity -> " " + entity)
        .collect(Collectors.joining());
  }

  DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
}
