package dev.steward.core.memory;

import dev.steward.core.Scope;
import java.util.Map;

/// An entry that was recalled, and why.
///
/// @param score 0 to 1
/// @param components what the score is made of, by name; each already weighted, so that together
///   they are the score
/// @param quote of a fact: the message that it came from, in its own words; else empty
public record Recollection(
    Entry entry, double score, Map<String, Double> components, String quote) {
  public Recollection {
    components = Map.copyOf(components);
  }

  /// The entry as a fact: a message is one that says what was said.
  public Fact fact() {
    return switch (entry) {
      case Fact fact -> fact;
      case Message message ->
          Fact.of(
                  message.id(),
                  new Scope(message.scope().tenant(), message.scope().user(), ""),
                  Layer.USER,
                  Fact.Kind.FACT,
                  "",
                  message.text(),
                  message.id(),
                  message.speaker(),
                  message.at())
              .with(message.labels());
    };
  }

  /// The same, with another text in its entry.
  public Recollection withText(String text) {
    return new Recollection(
        switch (entry) {
          case Fact fact -> fact.with(fact.claim().withText(text));
          case Message message -> message.withText(text);
        },
        score,
        components,
        quote);
  }

  /// A part of the score; 0 where there is none of that name.
  public double component(String name) {
    return components.getOrDefault(name, 0.0);
  }

  /// A fact that nobody asked for, such as the organisation's policies.
  public static Recollection unscored(Fact fact, String quote) {
    return new Recollection(fact, 0, Map.of(), quote);
  }
}
