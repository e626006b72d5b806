package dev.steward.core.memory;

import dev.steward.core.memory.EntryIndex.Hit;
import java.util.List;

/// Finds entries by words.
@FunctionalInterface
public interface ByWords {
  /// The selected entries that match best by words, best first; none if no word matches.
  ///
  /// Each word of `text` counts once for an entry, where it counts most (BM25): in the entry
  /// itself, its author's name and its day included, or, for less ([WordIndex#NEIGHBOURS]), in one
  /// that stands near it in its thread. An entry so scores high if it and its neighbours have many
  /// of the words between them.
  List<Hit> matching(Selection selection, String text, int limit);
}
