package dev.steward.stores.embedded;

import dev.steward.core.memory.Entry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The latest changes, by entry, until Lucene has them for good. Not safe for use by many threads;
/// its snapshots are.
final class HotTail {
  private final Map<String, TailEntry> entries = new HashMap<>();
  private @Nullable Snapshot snapshot;

  /// The tail at one moment. What it has about an entry replaces what Lucene has.
  record Snapshot(Map<String, TailEntry> entries, List<TailEntry.Present> present) {
    boolean replaces(Entry.Key key) {
      return !entries.isEmpty() && entries.containsKey(EntryFields.key(key));
    }
  }

  void add(TailEntry entry) {
    entries.put(entry.key(), entry);
    snapshot = null;
  }

  void removeUpTo(long seq) {
    entries.values().removeIf(entry -> entry.seq() <= seq);
    snapshot = null;
  }

  void clear() {
    entries.clear();
    snapshot = null;
  }

  int size() {
    return entries.size();
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
      latest = new Snapshot(new HashMap<>(entries), present);
      snapshot = latest;
    }
    return latest;
  }
}
