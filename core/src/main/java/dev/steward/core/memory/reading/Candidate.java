package dev.steward.core.memory.reading;

import dev.steward.core.memory.EntryIndex.Hit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/// An entry that may be the answer, and what speaks for it.
final class Candidate {
  static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::score)
          .reversed()
          .thenComparing(candidate -> candidate.hit().key().id());

  /// How much of the score what no person said keeps.
  private static final double NOT_A_PERSONS = 0.7;

  /// The share of what a cross-encoder says in the score.
  private static final double REREAD = 0.5;

  private static final Signal[] SIGNALS = Signal.values();

  private final Hit hit;
  private final double[] parts = new double[SIGNALS.length];
  private final double share;
  private double sum;

  /// A candidate for which nothing speaks yet.
  Candidate(Hit hit) {
    this.hit = hit;
    this.share = hit.traits().isPersons() ? 1 : NOT_A_PERSONS;
  }

  /// Counts a signal, once.
  ///
  /// @param part weighted; at most its share of the whole
  @SuppressWarnings("EnumOrdinal") // an array of them costs less than a map, for each candidate
  Candidate with(Signal signal, double part) {
    parts[signal.ordinal()] = share * part;
    sum += share * part;
    return this;
  }

  /// Has what a cross-encoder says count as much as all signals before it together.
  ///
  /// @param relevance 0 to 1
  Candidate reread(double relevance) {
    for (int i = 0; i < parts.length; i++) {
      parts[i] *= 1 - REREAD;
    }
    sum *= 1 - REREAD;
    return with(Signal.CROSS_ENCODER, REREAD * relevance);
  }

  Hit hit() {
    return hit;
  }

  /// 0 to 1.
  double score() {
    return Math.clamp(sum, 0.0, 1.0);
  }

  /// What the score is made of, by the names of the signals; nothing of those that say nothing.
  Map<String, Double> components() {
    var components = new LinkedHashMap<String, Double>();
    for (int i = 0; i < parts.length; i++) {
      if (parts[i] != 0) {
        components.put(SIGNALS[i].label(), parts[i]);
      }
    }
    return components;
  }
}
