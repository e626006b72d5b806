package dev.steward.core.memory;

import dev.steward.core.Failure;
import dev.steward.core.MemoryDesk.Progress;
import dev.steward.core.memory.ChangeFeed.Embedded;
import dev.steward.core.model.Embedder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the indexes level with the rows, and gives entries their vectors on a thread of its own.
final class Indexing implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Indexing.class);
  private static final int CHANGES_AT_ONCE = 500;
  private static final int EMBEDDED_AT_ONCE = 32;
  private static final long PAUSE_AFTER_FAILURE = TimeUnit.SECONDS.toNanos(5);

  private final FactStore store;
  private final List<EntryIndex> indexes;
  private final Embedder embedder;
  private final Thread thread;

  private final ReentrantLock applying = new ReentrantLock();
  private final Map<EntryIndex, Long> applied = new HashMap<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean pending = true;
  private boolean idle;
  private boolean closed;

  Indexing(FactStore store, List<EntryIndex> indexes, Embedder embedder) {
    this.store = store;
    this.indexes = indexes;
    this.embedder = embedder;
    for (var index : indexes) {
      if (index.durableSeq() > store.lastChange()) {
        // The rows are older than the index: somebody put a backup in their place.
        index.clear();
      }
      applied.put(index, index.durableSeq());
    }
    applyChanges();
    this.thread = Thread.ofVirtual().name("embedding").start(this::embedForever);
  }

  /// Returns when the index has everything that was written before the call.
  void catchUp() {
    applyChanges();
    lock.lock();
    try {
      pending = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Whoever comes second finds the first one's work done and only looks.
  private void applyChanges() {
    var target = store.lastChange();
    applying.lock();
    try {
      for (var index : indexes) {
        applyChanges(index, target);
      }
    } finally {
      applying.unlock();
    }
  }

  /// Empties the indexes and fills them from the rows; searches find less meanwhile.
  void rebuild(Consumer<Progress> progress) {
    settle();
    var target = store.lastChange();
    applying.lock();
    try {
      for (var index : indexes) {
        index.clear();
        applied.put(index, 0L);
        while (applied.getOrDefault(index, target) < target) {
          var before = applied.getOrDefault(index, target);
          applyChanges(index, before + 1); // As many as are applied at once.
          progress.accept(new Progress(applied.getOrDefault(index, target), target));
          if (applied.getOrDefault(index, target).equals(before)) {
            break; // The last changes were undone meanwhile.
          }
        }
      }
      progress.accept(new Progress(target, target));
    } finally {
      applying.unlock();
    }
  }

  private void applyChanges(EntryIndex index, long target) {
    for (var seq = applied.getOrDefault(index, 0L); seq < target; ) {
      var changes = store.changes(seq, embedder.id(), CHANGES_AT_ONCE);
      if (changes.isEmpty()) {
        return;
      }
      index.apply(changes);
      seq = changes.getLast().seq();
      applied.put(index, seq);
    }
  }

  private void embedForever() {
    while (awaitWork()) {
      try {
        embedPending();
      } catch (RuntimeException e) {
        LOG.warn("Facts could not be embedded; they are found by words, and it is tried again", e);
        pauseAfterFailure();
      }
    }
  }

  private void embedPending() {
    for (var entries = store.unembedded(embedder.id(), EMBEDDED_AT_ONCE);
        !entries.isEmpty();
        entries = store.unembedded(embedder.id(), EMBEDDED_AT_ONCE)) {
      var vectors =
          entries.stream()
              .map(one ->
                  new Embedded(one.entry().key(), embedder.id(), embedder.passage(one.passage())))
              .toList();
      store.embed(vectors);
      applyChanges();
      if (isClosed()) {
        return;
      }
    }
  }

  private boolean awaitWork() {
    lock.lock();
    try {
      while (!pending && !closed) {
        idle = true;
        changed.signalAll();
        changed.await();
      }
      idle = false;
      pending = false;
      return !closed;
    } catch (InterruptedException e) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void pauseAfterFailure() {
    lock.lock();
    try {
      pending = true;
      for (var left = PAUSE_AFTER_FAILURE; left > 0 && !closed; ) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  void settle() {
    lock.lock();
    try {
      while (!closed && (pending || !idle)) {
        changed.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.internal("Waiting for memories to be embedded was interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
