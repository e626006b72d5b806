package dev.steward.core.memory;

import dev.steward.core.Failure;
import dev.steward.core.memory.EntryIndex.Hit;
import dev.steward.core.model.Embedder;
import dev.steward.core.model.Vector;
import java.util.List;

/// What one search looks at: an edition of the index that stays open until the search ends,
/// whatever takes its place meanwhile.
final class Reading implements ByMeaning, ByWords, AutoCloseable {
  private final OpenEdition edition;
  private final Runnable whenFailed;

  /// @param whenFailed is told when the index failed
  Reading(OpenEdition edition, Runnable whenFailed) {
    this.edition = edition;
    this.whenFailed = whenFailed;
  }

  /// The embedder of the vectors that are searched among.
  Embedder embedder() {
    return edition.embedder();
  }

  /// Nothing if the index can't be reached: then what words find has to do, and [Indexing#state]
  /// says why. Nothing either if the vector is of an embedder of other dimensions.
  @Override
  public List<Hit> nearest(Selection selection, Vector vector, int limit) {
    if (edition.vectors().rest() > 0 || vector.dimensions() != edition.edition().dimensions()) {
      return List.of();
    }
    try {
      return edition.vectorIndex().nearest(selection, vector, limit);
    } catch (Failure failure) {
      if (failure.kind() != Failure.Kind.EXTERNAL) {
        throw failure;
      }
      edition.vectors().failed(failure);
      whenFailed.run();
      return List.of();
    }
  }

  @Override
  public List<Hit> matching(Selection selection, String text, int limit) {
    return edition.wordIndex().matching(selection, text, limit);
  }

  @Override
  public void close() {
    edition.endReading();
  }
}
