package dev.steward.core.memory;

import dev.steward.core.Failure;
import dev.steward.core.memory.EntryIndex.Hit;
import dev.steward.core.model.Vector;
import java.util.List;

/// What one search looks at: an edition of the index that stays open until the search ends,
/// whatever takes its place meanwhile.
final class Reading implements AutoCloseable {
  private final OpenEdition edition;
  private final Runnable whenFailed;
  private String note = "";

  /// @param whenFailed is told when the index failed
  Reading(OpenEdition edition, Runnable whenFailed) {
    this.edition = edition;
    this.whenFailed = whenFailed;
  }

  /// The selected entries nearest to `text` in meaning; none, and a [#note], if the index or the
  /// embedder can't be reached.
  List<Hit> nearest(Selection selection, String text, int limit) {
    var vectors = edition.vectors();
    if (vectors.rest() > 0) {
      note = vectors.trouble();
      return List.of();
    }
    try {
      var vector = edition.embedder().query(text);
      return nearest(selection, vector, limit);
    } catch (Failure failure) {
      if (failure.kind() != Failure.Kind.EXTERNAL) {
        throw failure;
      }
      note = failure.text();
      return List.of();
    }
  }

  private List<Hit> nearest(Selection selection, Vector vector, int limit) {
    try {
      return edition.vectorIndex().nearest(selection, vector, limit);
    } catch (Failure failure) {
      if (failure.kind() == Failure.Kind.EXTERNAL) {
        edition.vectors().failed(failure);
        whenFailed.run();
      }
      throw failure;
    }
  }

  /// The selected entries that match `text` best by words.
  List<Hit> matching(Selection selection, String text, int limit) {
    return edition.wordIndex().matching(selection, text, limit);
  }

  /// Why nothing could be found by meaning; empty if it could.
  String note() {
    return note;
  }

  @Override
  public void close() {
    edition.endReading();
  }
}
