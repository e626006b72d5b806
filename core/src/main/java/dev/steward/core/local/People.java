package dev.steward.core.local;

import dev.steward.core.memory.Layer;
import dev.steward.core.text.Spelling;
import dev.steward.core.text.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Tells who is meant by a name: among those who are in the calendar or in memory.
final class People {
  private final Set<String> known;

  private People(Collection<String> known) {
    this.known = new LinkedHashSet<>(known);
  }

  /// Those who take part in `meetings`.
  static People in(List<Meeting> meetings) {
    var names = new LinkedHashSet<String>();
    for (var meeting : meetings) {
      names.addAll(meeting.attendees());
    }
    return new People(names);
  }

  /// And those like `name` who are spoken of in what is remembered.
  People and(String name, List<Known> facts, Hands hands) {
    var names = new LinkedHashSet<>(known);
    for (var fact : facts) {
      if (!fact.isPassing()) {
        names.addAll(named(name, fact.text()));
      }
    }
    for (var recollection : hands.assignment().context()) {
      var fact = recollection.fact();
      if (fact.layer() == Layer.USER || fact.layer() == Layer.ORGANISATION) {
        if (!fact.source().equals(hands.assignment().message())) {
          names.addAll(named(name, fact.text()));
        }
      }
    }
    return new People(names);
  }

  /// Who is meant.
  sealed interface Match {
    /// Nobody else: somebody known, or new.
    ///
    /// @param corrected whether the name was misspelt
    record One(String name, boolean corrected) implements Match {}

    /// Several fit, or one who is called otherwise.
    record Several(List<String> names) implements Match {}
  }

  Match match(String name) {
    if (name.contains("@") || name.matches("(?i)(the|my|our|your|his|her|their) .*")) {
      return new Match.One(name, false);
    }
    var exact = whole(known.stream().filter(other -> isCalled(other, name)).toList());
    if (!exact.isEmpty()) {
      return exact.size() == 1 ? new Match.One(exact.getFirst(), false) : new Match.Several(exact);
    }
    var near = whole(known.stream().filter(other -> isNear(other, name)).toList());
    if (near.isEmpty()) {
      return new Match.One(name, false);
    }
    if (near.size() > 1) {
      return new Match.Several(near);
    }
    boolean ownName = Lexicon.FIRST_NAMES.contains(first(name));
    if (ownName) {
      var both = new ArrayList<>(near);
      both.add(name);
      return new Match.Several(both);
    }
    return new Match.One(near.getFirst(), true);
  }

  private static String first(String name) {
    return List.of(name.toLowerCase(Locale.ROOT).split("\\s+", -1)).getFirst();
  }

  /// Without those who are only a shorter way to name another: John, where John Smith is.
  private static List<String> whole(List<String> names) {
    var kept = new ArrayList<String>();
    for (var name : names) {
      boolean shorter =
          names.stream()
              .anyMatch(other ->
                  other.length() > name.length()
                      && other
                          .toLowerCase(Locale.ROOT)
                          .startsWith(name.toLowerCase(Locale.ROOT) + " "));
      boolean again = kept.stream().anyMatch(name::equalsIgnoreCase);
      if (!shorter && !again) {
        kept.add(name);
      }
    }
    return kept;
  }

  /// Whether each word of `name` is a word of what `known` is called.
  static boolean isCalled(String known, String name) {
    var parts = parts(known);
    var asked = parts(name);
    return !asked.isEmpty() && parts.containsAll(asked);
  }

  /// The same, one wrong letter in each word of four or more forgiven.
  static boolean isNear(String known, String name) {
    var parts = parts(known);
    var asked = parts(name);
    return !asked.isEmpty()
        && asked.stream().allMatch(word -> parts.stream().anyMatch(part -> near(part, word)));
  }

  private static boolean near(String part, String word) {
    return part.equals(word)
        || (Math.max(part.length(), word.length()) >= 4
            && Math.min(part.length(), word.length()) >= 3
            && Spelling.oneLetterApart(part, word));
  }

  private static List<String> parts(String name) {
    var parts = new ArrayList<String>();
    for (var part : name.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{M}\\p{N}]+", -1)) {
      if (!part.isEmpty() && !part.equals("the") && !part.equals("from") && !part.equals("of")) {
        parts.add(part);
      }
    }
    return parts;
  }

  /// The names in `text` that `name` may stand for, as full as they are there.
  static List<String> named(String name, String text) {
    var asked = parts(name);
    if (asked.isEmpty() || name.contains("@")) {
      return List.of();
    }
    var found = new ArrayList<String>();
    var words = Words.of(text, Lexicon.SPELLING);
    for (int i = 0; i < words.size(); i++) {
      var lower = words.lower(i).replaceFirst("'s$", "");
      boolean exact =
          lower.equals(asked.getFirst())
              && (words.get(i).isCapitalised() || Lexicon.FIRST_NAMES.contains(lower));
      boolean plain =
          Lexicon.VOCABULARY.contains(lower)
              || (Lexicon.SPELLING.isOrdinary(lower) && !Lexicon.FIRST_NAMES.contains(lower));
      boolean like = words.get(i).isCapitalised() && !plain && near(lower, asked.getFirst());
      if (exact || like) {
        found.add(full(words, i));
      }
    }
    return found;
  }

  private static String full(Words words, int i) {
    var name = new StringBuilder(capital(words.get(i).text().replaceFirst("['’]s$", "")));
    boolean ended = words.lower(i).endsWith("'s");
    for (int k = i + 1; !ended && k < i + 3 && words.has(k); k++) {
      var word = words.get(k);
      if (!word.isCapitalised()
          || word.glued()
          || Lexicon.VOCABULARY.contains(word.lower().replaceFirst("'s$", ""))) {
        break;
      }
      name.append(' ').append(word.text().replaceFirst("['’]s$", ""));
      ended = word.lower().endsWith("'s");
    }
    return name.toString();
  }

  private static String capital(String word) {
    return word.substring(0, word.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT)
        + word.substring(word.offsetByCodePoints(0, 1));
  }
}
