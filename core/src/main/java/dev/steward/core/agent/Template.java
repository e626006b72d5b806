package dev.steward.core.agent;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// An agent's instructions as they are written: with places to be filled in, such as
/// `{{policies}}`. Anything else in double braces stays as it is, and what is filled in is never
/// taken for a place itself.
final class Template {
  private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([a-z]+)\\s*}}");

  private final String text;

  Template(String text) {
    this.text = text;
  }

  /// What can be filled in.
  enum Place {
    AGENT,
    ROLE,
    POLICIES,
    PLAYBOOK,
    USER,
    NOW,
    MEMORY;

    /// Whether it says the same for every task of one kind.
    boolean isLasting() {
      return compareTo(USER) < 0;
    }

    private static Optional<Place> called(String word) {
      return Stream.of(values())
          .filter(place -> place.name().toLowerCase(Locale.ROOT).equals(word))
          .findFirst();
    }
  }

  boolean has(Place place) {
    return PLACE
        .matcher(text)
        .results()
        .anyMatch(found -> Place.called(found.group(1)).equals(Optional.of(place)));
  }

  /// Its beginning, which is the same from task to task.
  Template lasting() {
    return new Template(text.substring(0, end()));
  }

  /// What comes after that.
  Template rest() {
    return new Template(text.substring(end()));
  }

  private int end() {
    return PLACE
        .matcher(text)
        .results()
        .filter(
            found -> Place.called(found.group(1)).filter(place -> !place.isLasting()).isPresent())
        .mapToInt(found -> found.start())
        .findFirst()
        .orElse(text.length());
  }

  String filled(Map<Place, String> values) {
    return PLACE
        .matcher(text)
        .replaceAll(found ->
            Matcher.quoteReplacement(
                Place.called(found.group(1))
                    .map(place -> values.getOrDefault(place, ""))
                    .orElse(found.group())));
  }
}
