package dev.steward.core.memory;

import java.util.Map;

/// How much there is.
///
/// @param facts by layer, the active ones
/// @param standings facts by standing
/// @param extractions by state
/// @param unembedded entries that are found by words only, until their vectors are there
/// @param index how the index stands to the rows, and whose vectors it holds
public record Statistics(
    long messages,
    Map<Layer, Long> facts,
    Map<Fact.Standing, Long> standings,
    Map<Extraction.State, Long> extractions,
    long unembedded,
    IndexState index) {
  /// Whose vectors are searched by.
  public String embedder() {
    return index.embedder();
  }
}
