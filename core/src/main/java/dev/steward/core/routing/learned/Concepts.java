package dev.steward.core.routing.learned;

import dev.steward.core.text.Spelling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// What the words of a text tell of what is asked for: which groups of words it has, which of them
/// near its beginning, and which one first. Some groups mean work (`write`, `cancel`), others what
/// it is done to (`invoice`, `meeting`); the words are of several languages.
public final class Concepts {
  private static final Pattern TOKEN =
      Pattern.compile("[\\p{L}\\p{N}]+(?:['\\-][\\p{L}\\p{N}]+)*|[?!%€$£]");
  private static final Pattern NUMBER = Pattern.compile("\\p{N}+");
  private static final int BEGINNING = 3;
  private static final int TRAITS = 10;
  private static final int SHORTEST_FORGIVEN = 5;
  private static final int LONGEST_TEXT = 2_000;
  private static final int MOST_KNOWN = 20_000;

  private final List<String> names;
  private final Map<String, Set<Integer>> words = new HashMap<>();
  private final List<Stem> stems = new ArrayList<>();
  private final Map<String, List<Phrase>> phrases = new HashMap<>();

  /// What was found for the words met last: most come again.
  private final Map<String, Set<Integer>> known = new ConcurrentHashMap<>();

  private record Stem(String letters, int concept) {}

  private record Phrase(List<String> words, int concept) {}

  private Concepts(Map<String, List<String>> concepts) {
    this.names = List.copyOf(concepts.keySet());
    int concept = 0;
    for (var entries : concepts.values()) {
      for (var entry : entries) {
        add(entry, concept);
      }
      concept++;
    }
  }

  private void add(String entry, int concept) {
    if (entry.contains(" ")) {
      var phrase = List.of(entry.split(" "));
      phrases
          .computeIfAbsent(phrase.getFirst(), first -> new ArrayList<>())
          .add(new Phrase(phrase, concept));
    } else if (entry.endsWith("*")) {
      stems.add(new Stem(entry.substring(0, entry.length() - 1), concept));
    } else {
      words.computeIfAbsent(entry, word -> new LinkedHashSet<>()).add(concept);
    }
  }

  /// Those that ship.
  public static Concepts shipped() {
    try (var resource = Concepts.class.getResourceAsStream("concepts.txt")) {
      if (resource == null) {
        throw new IllegalStateException("concepts.txt is not on the class path");
      }
      return of(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("concepts.txt can't be read", e);
    }
  }

  /// Reads lines such as `mail: letter, e-mail*, note to`; a line that begins with a blank goes on
  /// with the one before, and one that begins with `#` says nothing.
  static Concepts of(String text) {
    var concepts = new LinkedHashMap<String, List<String>>();
    var name = "";
    for (var line : text.lines().filter(l -> !l.startsWith("#") && !l.isBlank()).toList()) {
      int colon = line.startsWith(" ") ? -1 : line.indexOf(':');
      if (colon >= 0) {
        name = line.substring(0, colon);
      }
      var entries = concepts.computeIfAbsent(name, n -> new ArrayList<>());
      Arrays.stream(line.substring(colon + 1).split(","))
          .map(String::strip)
          .filter(entry -> !entry.isEmpty())
          .forEach(entries::add);
    }
    return new Concepts(concepts);
  }

  /// The words that it knows as a whole.
  Set<String> words() {
    return words.keySet();
  }

  /// How many numbers [#read] gives.
  int width() {
    return 3 * names.size() + TRAITS;
  }

  /// The concepts of a text, by name.
  List<String> in(String text) {
    var row = read(text);
    var found = new ArrayList<String>();
    for (int i = 0; i < names.size(); i++) {
      if (row[i] > 0) {
        found.add(names.get(i));
      }
    }
    return found;
  }

  /// One where a text has a concept, first for those anywhere in it, then for those at its
  /// beginning, then for the very first; and what its marks and its length tell.
  float[] read(String text) {
    var row = new float[width()];
    var tokens = tokens(text);
    int first = Integer.MAX_VALUE;
    for (int i = 0; i < tokens.size(); i++) {
      for (var concept : at(tokens, i)) {
        first = Math.min(first, i);
        row[concept] = 1;
        if (i < BEGINNING) {
          row[names.size() + concept] = 1;
        }
        if (i == first) {
          row[2 * names.size() + concept] = 1;
        }
      }
    }
    addTraits(row, text, tokens);
    return row;
  }

  private void addTraits(float[] row, String text, List<String> tokens) {
    int at = 3 * names.size();
    long numbers = NUMBER.matcher(text).results().count();
    row[at] = tokens.contains("?") ? 1 : 0;
    row[at + 1] = !tokens.isEmpty() && tokens.getLast().equals("?") ? 1 : 0;
    row[at + 2] = numbers > 0 ? 1 : 0;
    row[at + 3] = numbers > 1 ? 1 : 0;
    row[at + 4] = tokens.contains("%") ? 1 : 0;
    row[at + 5] = tokens.size() <= 3 ? 1 : 0;
    row[at + 6] = tokens.size() <= 6 ? 1 : 0;
    row[at + 7] = tokens.size() > 14 ? 1 : 0;
    row[at + 8] = text.indexOf(':') >= 0 ? 1 : 0;
    row[at + 9] = text.indexOf('"') >= 0 ? 1 : 0;
  }

  private static List<String> tokens(String text) {
    var shown = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    return TOKEN
        .matcher(shown.toLowerCase(Locale.ROOT).replace('’', '\''))
        .results()
        .map(found -> found.group())
        .toList();
  }

  private Set<Integer> at(List<String> tokens, int position) {
    var found = new LinkedHashSet<>(of(tokens, position));
    for (var phrase : phrases.getOrDefault(tokens.get(position), List.of())) {
      int end = position + phrase.words().size();
      if (end <= tokens.size() && tokens.subList(position, end).equals(phrase.words())) {
        found.add(phrase.concept());
      }
    }
    return found;
  }

  private Set<Integer> of(List<String> tokens, int position) {
    var token = tokens.get(position);
    if (known.size() > MOST_KNOWN) {
      known.clear();
    }
    return known.computeIfAbsent(token, this::found);
  }

  private Set<Integer> found(String token) {
    var exact = exactly(token);
    return exact.isEmpty() && token.length() >= SHORTEST_FORGIVEN ? nearly(token) : exact;
  }

  private Set<Integer> exactly(String token) {
    var found = new LinkedHashSet<>(words.getOrDefault(token, Set.of()));
    for (var stem : stems) {
      if (token.startsWith(stem.letters())) {
        found.add(stem.concept());
      }
    }
    return found;
  }

  private Set<Integer> nearly(String token) {
    var found = new LinkedHashSet<Integer>();
    words.forEach((word, concepts) -> {
      if (word.length() >= SHORTEST_FORGIVEN && Spelling.oneLetterApart(word, token)) {
        found.addAll(concepts);
      }
    });
    for (var stem : stems) {
      if (stem.letters().length() >= SHORTEST_FORGIVEN && beginsLike(token, stem.letters())) {
        found.add(stem.concept());
      }
    }
    return found;
  }

  private static boolean beginsLike(String token, String stem) {
    for (int length = stem.length() - 1; length <= stem.length() + 1; length++) {
      if (length <= token.length() && Spelling.oneLetterApart(token.substring(0, length), stem)) {
        return true;
      }
    }
    return false;
  }
}
