package dev.steward.core.memory;

import java.time.Instant;
import java.util.List;

/// An index of entries, derived from the [FactStore]: it may be deleted and is then rebuilt from
/// the rows. What it finds may be stale; the rows decide.
public interface EntryIndex extends AutoCloseable {
  /// Takes these changes, which are in order and follow those it has. They are found by every
  /// search that begins after the return. Changes that it has already are passed over.
  ///
  /// @throws dev.steward.core.Failure EXTERNAL if a server is needed and can't be reached: nothing
  ///   was taken, the changes are to be applied again
  void apply(List<ChangeFeed.Change> changes);

  /// The last change that would still be there after a crash: after opening, everything later must
  /// be applied again. Asked after opening and after every failure.
  ///
  /// @throws dev.steward.core.Failure EXTERNAL if a server is needed and can't be reached
  long durableSeq();

  /// An entry that was found.
  ///
  /// @param thread what its neighbours in a conversation have too; empty if it has none
  /// @param place where in its thread it stands, counted from 1; 0 if it is in none
  record Hit(Entry.Key key, double score, String thread, long place, Instant at, Traits traits) {}

  /// How many entries it holds, and whether what lies on disk is sound. Of a server that can't be
  /// reached it says so.
  Health check();

  record Health(boolean sound, long entries, long seq, String detail) {}

  /// Removes from its files what is left there of entries that are gone, which are found no more
  /// anyway. It may take long. Does nothing where nothing is left.
  default void purge() {}

  /// Deletes everything it holds, on disk too; `durableSeq` is 0 afterwards.
  ///
  /// @throws dev.steward.core.Failure EXTERNAL if a server is needed and can't be reached
  void clear();

  @Override
  void close();
}
