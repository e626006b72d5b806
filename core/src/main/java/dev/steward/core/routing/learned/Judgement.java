package dev.steward.core.routing.learned;

import java.util.List;

/// What the examples say of a text.
///
/// @param kind the likeliest; empty if the likeliest is that it is of no kind
/// @param accepted whether that is to be relied on
/// @param confidence how likely that is right, from 0 to 1
/// @param probabilities of the likeliest kinds, the likeliest first; they don't add up to 1 where
///   some were left out
/// @param nearest the examples that it is most like, nearest first
public record Judgement(
    String kind,
    boolean accepted,
    double confidence,
    List<Chance> probabilities,
    List<Example> nearest) {
  public Judgement {
    probabilities = List.copyOf(probabilities);
    nearest = List.copyOf(nearest);
  }

  /// A kind and its probability.
  public record Chance(String kind, double probability) {}

  /// An example and how near it is.
  ///
  /// @param similarity from -1 to 1, which is the same text
  public record Example(String text, String kind, double similarity) {}
}
