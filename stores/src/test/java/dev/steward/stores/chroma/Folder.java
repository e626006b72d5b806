package dev.steward.stores.chroma;

import dev.steward.core.memory.ChangeFeed.Change;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.VectorIndex;
import dev.steward.core.model.Vector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// What stands in for a data folder: the rows of everything that was applied, and what is
/// remembered of the server.
final class Folder {
  private final Map<Entry.Key, Entry> rows = new ConcurrentHashMap<>();
  private final String store;
  private volatile String writer = "";

  Folder() {
    this.store = UUID.randomUUID().toString();
  }

  private Folder(Folder other) {
    this.store = other.store;
    this.writer = other.writer;
    this.rows.putAll(other.rows);
  }

  /// As when somebody copies the folder.
  Folder copy() {
    return new Folder(this);
  }

  /// Deletes what is on the server, behind the back of whoever has it open.
  void wipe(ChromaServer server) {
    try (var http = new ChromaHttp(server)) {
      new ChromaDatabase(http, ChromaNames.database(store, 1)).delete();
    }
  }

  VectorIndex open(ChromaServer server, String embedder, int dimensions) {
    return new Recorded(
        new ChromaIndex(
            new ChromaHttp(server),
            ChromaNames.database(store, 1),
            new ChromaNames(store),
            embedder,
            dimensions,
            key -> Optional.ofNullable(rows.get(key)),
            new Remembered(),
            UUID.randomUUID().toString()));
  }

  private final class Remembered implements Writers {
    @Override
    public String last() {
      return writer;
    }

    @Override
    public void remember(String next) {
      writer = next;
    }
  }

  /// An index whose changes become rows before they are applied.
  private final class Recorded implements VectorIndex {
    private final VectorIndex index;

    Recorded(VectorIndex index) {
      this.index = index;
    }

    @Override
    public void apply(List<Change> changes) {
      for (var change : changes) {
        switch (change) {
          case Change.Put put -> rows.put(put.key(), put.entry());
          case Change.Gone gone -> rows.remove(gone.key());
        }
      }
      index.apply(changes);
    }

    @Override
    public List<Hit> nearest(Selection selection, Vector vector, int limit) {
      return index.nearest(selection, vector, limit);
    }

    @Override
    public long durableSeq() {
      return index.durableSeq();
    }

    @Override
    public Health check() {
      return index.check();
    }

    @Override
    public void purge() {
      index.purge();
    }

    @Override
    public void clear() {
      index.clear();
    }

    @Override
    public void close() {
      index.close();
    }
  }
}
