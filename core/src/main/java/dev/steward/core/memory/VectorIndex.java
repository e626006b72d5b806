package dev.steward.core.memory;

import dev.steward.core.Scope;
import dev.steward.core.model.Vector;
import java.util.List;

/// Finds facts by meaning and by words. Derived from the [FactStore]: it may be deleted and is then
/// rebuilt from the rows. What it finds may be stale; the rows decide.
public interface VectorIndex extends AutoCloseable {
  /// Takes these changes, which are in order and follow those it has. They are found by every
  /// search that begins after the return. Changes that it has already are passed over.
  void apply(List<FactStore.Change> changes);

  /// The last change that would still be there after a crash: after opening, everything later must
  /// be applied again.
  long durableSeq();

  /// Facts that `scope` may see: the organisation's, its user's, its session's.
  ///
  /// @param vector a unit vector of this index's embedder
  /// @return the `limit` nearest, nearest first, scored with the cosine
  List<Hit> nearest(Scope scope, Vector vector, int limit);

  /// Facts that `scope` may see: the `limit` best matches by words (BM25), best first; none if no
  /// word matches.
  List<Hit> matching(Scope scope, String text, int limit);

  record Hit(String fact, double score) {}

  /// How many facts it holds, and whether what lies on disk is sound.
  Health check();

  record Health(boolean sound, long facts, long seq, String detail) {}

  /// Deletes everything it holds, on disk too; `durableSeq` is 0 afterwards.
  void clear();

  @Override
  void close();
}
