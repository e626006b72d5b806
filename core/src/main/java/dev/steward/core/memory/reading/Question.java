package dev.steward.core.memory.reading;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a question shows by its form, whatever it is about.
final class Question {
  private static final Pattern WHEN =
      Pattern.compile(
          "\\W*(?:when|how long|(?:what|which) (?:date|year|month|week|day|time))\\b.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final int SHORTEST_NAME = 3;

  private final List<String> words;
  private final boolean asksWhen;
  private final AskedDays days;

  /// @param today what "yesterday" is counted from
  Question(String text, LocalDate today) {
    this.words = NO_LETTERS.splitAsStream(text.toLowerCase(Locale.ROOT)).toList();
    this.asksWhen = WHEN.matcher(text).matches();
    this.days = AskedDays.of(text, today);
  }

  /// Whether it asks for a time.
  boolean asksWhen() {
    return asksWhen;
  }

  AskedDays days() {
    return days;
  }

  /// Those of the speakers that it names, if only by the beginning of the name; none if it names
  /// several.
  Set<String> named(Set<String> speakers) {
    var named = speakers.stream().filter(this::names).collect(Collectors.toSet());
    return named.size() == 1 ? named : Set.of();
  }

  private boolean names(String speaker) {
    var name = speaker.toLowerCase(Locale.ROOT);
    return words.stream().anyMatch(word -> word.length() >= SHORTEST_NAME && name.startsWith(word));
  }
}
