package dev.steward.core.memory;

import java.util.List;

/// The editions of one memory's index: the one that serves, and beside it one that is being made to
/// take its place, or that had its place before.
public interface Indexes {
  /// Those that were kept last, the one that serves first; none at the very beginning.
  List<Edition> editions();

  /// Keeps these, the first of which serves from now on, and deletes every other, which is closed
  /// by now. After a crash there are these, or those that were kept before. What can't be deleted
  /// now, since a server can't be reached, is deleted when something is kept the next time.
  void keep(List<Edition> editions);

  /// Opens an edition that is kept: empty at first, and at most once at a time.
  Opened open(Edition edition);

  /// An open edition, to be closed by whoever opened it.
  ///
  /// @param words may be the same index as `vectors`
  record Opened(VectorIndex vectors, WordIndex words) {}

  /// Just these two indexes, which can't be made anew beside themselves.
  static Indexes only(VectorIndex vectors, WordIndex words) {
    return new OnlyIndexes(new Opened(vectors, words));
  }
}
