package dev.steward.core.model;

/// How the cosines of one [Embedder] are to be read: each has a scale of its own.
///
/// @param unrelated the cosine of a query and a passage that have nothing to do with each other
/// @param same the cosine of a query and a passage that say the same
public record Similarity(double unrelated, double same) {
  /// Where nothing is known of an embedder.
  public static final Similarity USUAL = new Similarity(0.2, 0.9);

  public Similarity {
    if (!(-1 <= unrelated && unrelated < same && same <= 1)) {
      throw new IllegalArgumentException(
          "cosines lie between -1 and 1, and alike texts above others: %s and %s"
              .formatted(unrelated, same));
    }
  }
}
