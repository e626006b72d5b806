package dev.steward.stores.embedded;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The latest changes, by entry, until Lucene has them for good. Not safe for use by many threads;
/// its snapshots are.
final class HotTail {
  private static final int[] NONE = {};

  private final Map<String, TailEntry> entries = new HashMap<>();

  /// The documents in Lucene in whose place an entry stands, where there are any.
  private final Map<String, int[]> replaced = new HashMap<>();

  private @Nullable Snapshot snapshot;

  /// The tail at one moment.
  ///
  /// @param replaced the documents in Lucene that it stands in place of, in their order
  @SuppressWarnings("ArrayRecordComponent") // nobody else holds them, and copies would cost
  record Snapshot(List<TailEntry.Present> present, int[] replaced) {
    /// Whether nothing has changed from the one to the other.
    @SuppressWarnings("ReferenceEquality") // a tail that changes gets another snapshot
    boolean isSame(Snapshot other) {
      return this == other;
    }

    /// Whether it stands in place of this document in Lucene.
    boolean replaces(int document) {
      return replaced.length > 0 && Arrays.binarySearch(replaced, document) >= 0;
    }
  }

  /// Adds an entry in place of these documents in Lucene.
  void add(TailEntry entry, int[] documents) {
    entries.put(entry.key(), entry);
    replace(entry.key(), documents);
  }

  private void replace(String key, int[] documents) {
    if (documents.length > 0) {
      replaced.put(key, documents);
    } else {
      replaced.remove(key);
    }
    snapshot = null;
  }

  void removeUpTo(long seq) {
    entries.values().removeIf(entry -> entry.seq() <= seq);
    replaced.keySet().retainAll(entries.keySet());
    snapshot = null;
  }

  void clear() {
    entries.clear();
    replaced.clear();
    snapshot = null;
  }

  int size() {
    return entries.size();
  }

  List<TailEntry> entries() {
    return List.copyOf(entries.values());
  }

  /// Made anew only after a change: searches are more frequent.
  Snapshot snapshot() {
    var latest = snapshot;
    if (latest == null) {
      var present =
          entries.values().stream()
              .filter(TailEntry.Present.class::isInstance)
              .map(TailEntry.Present.class::cast)
              .toList();
      var documents =
          replaced.isEmpty()
              ? NONE
              : replaced.values().stream().flatMapToInt(Arrays::stream).sorted().toArray();
      latest = new Snapshot(present, documents);
      snapshot = latest;
    }
    return latest;
  }
}
