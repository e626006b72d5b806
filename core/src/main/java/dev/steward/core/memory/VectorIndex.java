package dev.steward.core.memory;

import dev.steward.core.model.Vector;
import java.util.List;

/// Finds entries by meaning.
public interface VectorIndex extends EntryIndex {
  /// The selected entries nearest to `vector`, nearest first, scored with the cosine. An entry
  /// without a vector is not found.
  ///
  /// @param vector a unit vector of this index's embedder
  /// @throws dev.steward.core.Failure EXTERNAL if a server is needed and can't be reached
  List<Hit> nearest(Selection selection, Vector vector, int limit);
}
