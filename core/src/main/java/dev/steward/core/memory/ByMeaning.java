package dev.steward.core.memory;

import dev.steward.core.memory.EntryIndex.Hit;
import dev.steward.core.model.Vector;
import java.util.List;

/// Finds entries by meaning.
@FunctionalInterface
public interface ByMeaning {
  /// The selected entries nearest to `vector`, nearest first, scored with the cosine. An entry
  /// without a vector is not found.
  ///
  /// @param vector a unit vector of the embedder of those that are searched among
  /// @throws dev.steward.core.Failure EXTERNAL if a server is needed and can't be reached
  List<Hit> nearest(Selection selection, Vector vector, int limit);
}
