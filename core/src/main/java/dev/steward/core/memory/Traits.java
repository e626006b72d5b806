package dev.steward.core.memory;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What an entry shows by its form, whatever it is about: small enough to stand in an index, so
/// that entries can be ranked before their rows are read.
///
/// @param speaker who said it, as named
/// @param isPersons whether a person said it, rather than an agent, a tool or somebody outside
/// @param asks whether it ends with a question mark
/// @param saysWhen whether it mentions a time
/// @param words how many of its words carry a meaning of their own; at most 255
public record Traits(String speaker, boolean isPersons, boolean asks, boolean saysWhen, int words) {
  private static final int MOST_WORDS = 255;
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}']{3,}");
  private static final Set<String> EMPTY_WORDS =
      Set.of(
          "the", "and", "that", "this", "with", "for", "you", "your", "are", "was", "were", "have",
          "has", "had", "what", "when", "where", "who", "how", "why", "but", "not", "they", "them",
          "their", "she", "her", "his", "him", "our", "its", "it's", "i'm", "from", "about",
          "would", "been", "did", "does", "there", "then", "these", "those", "which", "into",
          "such", "any");
  private static final Pattern TIME =
      Pattern.compile(
          "\\b(?:yesterday|today|tonight|tomorrow|last|next|ago|weeks?|weekend|months?|years?|since|recently|just|morning|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december|\\d{4})\\b",
          Pattern.CASE_INSENSITIVE);

  public Traits {
    words = Math.min(words, MOST_WORDS);
  }

  public static Traits of(Entry entry) {
    var text = entry.text();
    return new Traits(
        speaker(entry),
        isPersons(entry),
        text.stripTrailing().endsWith("?"),
        TIME.matcher(text).find(),
        meaningful(text));
  }

  static String speaker(Entry entry) {
    return switch (entry) {
      case Message message -> message.speaker();
      case Fact fact -> fact.author();
    };
  }

  private static boolean isPersons(Entry entry) {
    return switch (entry) {
      case Message message -> message.trust().isPerson();
      case Fact fact -> fact.origin().trust().isPerson();
    };
  }

  private static int meaningful(String text) {
    int count = 0;
    for (var word = WORD.matcher(text); word.find() && count < MOST_WORDS; ) {
      if (!EMPTY_WORDS.contains(word.group().toLowerCase(Locale.ROOT))) {
        count++;
      }
    }
    return count;
  }

  /// All but the speaker, in a number that [#unpacked] reads again.
  public int packed() {
    return (isPersons ? 1 : 0) | (asks ? 2 : 0) | (saysWhen ? 4 : 0) | words << 3;
  }

  public static Traits unpacked(String speaker, int packed) {
    return new Traits(
        speaker, (packed & 1) != 0, (packed & 2) != 0, (packed & 4) != 0, packed >>> 3);
  }
}
