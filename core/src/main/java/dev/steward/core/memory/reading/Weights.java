package dev.steward.core.memory.reading;

import dev.steward.core.model.Similarity;

/// What each signal adds to the score of an entry. Every signal lies between 0 and 1. Fitted to
/// questions about long conversations, and close to flat around these values; see
/// `docs/benchmarks.md`.
///
/// @param words of the question in the entry and its neighbours, as a share of the best match
/// @param meaning nearness of the entry, with what was said just before it
/// @param around the best nearness among the three entries on each side
/// @param speaker the question names one speaker, who said it
/// @param date the question names a day, on or near which it was said
/// @param length of the entry, as a logarithm: 1 from 32 words that carry a meaning
/// @param time the question asks for a time, and the entry mentions one
/// @param asks taken off an entry that is itself a question
/// @param recency for what was said lately, halved every thirty days
/// @param unrelated the cosine that unrelated texts have with this embedder: nearness 0
/// @param same the cosine of texts that say the same: nearness 1
public record Weights(
    double words,
    double meaning,
    double around,
    double speaker,
    double date,
    double length,
    double time,
    double asks,
    double recency,
    double unrelated,
    double same) {
  /// Fitted to e5-small-v2.
  public static final Weights E5 =
      new Weights(1, 1, 0.8, 0.15, 0.4, 0.4, 0.35, 0.15, 0.02, 0.75, 0.90);

  /// For an embedder: what counts as near lies as far within its range as it does within that of
  /// e5-small-v2, whose unrelated texts have 0.72 and whose same ones 0.95.
  public Weights fittedTo(Similarity similarity) {
    var range = similarity.same() - similarity.unrelated();
    return withCosines(similarity.unrelated() + 0.13 * range, similarity.same() - 0.22 * range);
  }

  /// The same with other cosines.
  public Weights withCosines(double unrelated, double same) {
    return new Weights(
        words, meaning, around, speaker, date, length, time, asks, recency, unrelated, same);
  }

  /// What an entry has for which everything speaks.
  double sum() {
    return words + meaning + around + speaker + date + length + time + recency;
  }
}
