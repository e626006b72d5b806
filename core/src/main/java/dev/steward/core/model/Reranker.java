package dev.steward.core.model;

import java.util.List;

/// A cross-encoder: it reads a question and a text together, and says how well the one is answered
/// by the other. Better than comparing vectors, and too slow for more than some dozens of texts.
@FunctionalInterface
public interface Reranker {
  /// None.
  Reranker NONE = (question, texts) -> List.of();

  /// From 0 to 1 for each text, in their order; empty if it has no say.
  ///
  /// @throws dev.steward.core.Failure EXTERNAL if it can't be reached, refuses or makes no sense
  List<Double> relevance(String question, List<String> texts);
}
