package dev.steward.bench.locomo;

import java.util.Set;

/// A question about a conversation.
///
/// @param category 1 several facts, 2 time, 3 inference, 4 one fact, 5 adversarial (about the wrong
///   speaker)
/// @param evidence positions of the turns that answer it, at least one
record Question(String text, int category, Set<Integer> evidence) {
  Question {
    evidence = Set.copyOf(evidence);
  }
}
