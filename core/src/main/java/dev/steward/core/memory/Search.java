package dev.steward.core.memory;

import java.time.Instant;

/// A question to memory.
///
/// @param text in the words of whoever asks
/// @param limit how many entries at most
/// @param threshold what scores less is left out; 0 to 1
/// @param reference the time that "yesterday" and "last week" in the question are counted from
public record Search(
    Selection selection, String text, int limit, double threshold, Instant reference) {
  public Search withThreshold(double threshold) {
    return new Search(selection, text, limit, threshold, reference);
  }
}
