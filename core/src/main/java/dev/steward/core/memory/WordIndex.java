package dev.steward.core.memory;

import java.util.List;

/// Finds entries by words.
public interface WordIndex extends EntryIndex {
  /// The selected entries that match best by words (BM25), best first; none if no word matches.
  List<Hit> matching(Selection selection, String text, int limit);
}
