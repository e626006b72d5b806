package dev.steward.core.memory;

import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps one index level with the rows. What fails is tried again after a rest; nothing is lost
/// meanwhile, since the rows have it.
final class Follower {
  private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
  private static final int CHANGES_AT_ONCE = 500;

  private final FactStore store;
  private final EntryIndex index;
  private final String embedder;
  private final Attempts attempts;

  private final ReentrantLock applying = new ReentrantLock();

  private final ReentrantLock lock = new ReentrantLock();
  private long applied;

  /// False while it is not known how far the index is.
  private boolean sure;

  Follower(FactStore store, EntryIndex index, String embedder, Attempts attempts) {
    this.store = store;
    this.index = index;
    this.embedder = embedder;
    this.attempts = attempts;
  }

  /// Gives the index what was written before the call. Whoever comes second finds the first one's
  /// work done and only looks. While the index rests after a failure nothing happens.
  void follow() {
    var target = store.lastChange();
    applying.lock();
    try {
      if (attempts.rest() == 0) {
        follow(target);
        succeeded();
      }
    } catch (RuntimeException e) {
      failed(e);
    } finally {
      applying.unlock();
    }
  }

  /// Takes what is gone out of the index's files, too.
  void purge() {
    applying.lock();
    try {
      index.purge();
    } catch (RuntimeException e) {
      failed(e);
    } finally {
      applying.unlock();
    }
  }

  private void follow(long target) {
    for (var seq = position(target); seq < target; ) {
      var changes = store.changes(seq, embedder, CHANGES_AT_ONCE);
      if (changes.isEmpty()) {
        // The last ones were undone meanwhile.
        isAt(target);
        return;
      }
      index.apply(changes);
      seq = changes.getLast().seq();
      isAt(seq);
    }
  }

  private long position(long target) {
    lock.lock();
    try {
      if (sure) {
        return applied;
      }
    } finally {
      lock.unlock();
    }
    var durable = index.durableSeq();
    if (durable > target) {
      // The rows are older than the index: somebody put a backup in their place.
      index.clear();
      durable = index.durableSeq();
    }
    isAt(durable);
    return durable;
  }

  private void isAt(long seq) {
    lock.lock();
    try {
      applied = seq;
      sure = true;
    } finally {
      lock.unlock();
    }
  }

  /// The index failed a search or a change: it is asked how far it is before it is used again.
  void failed(RuntimeException cause) {
    lock.lock();
    try {
      sure = false;
    } finally {
      lock.unlock();
    }
    if (attempts.failed(cause)) {
      LOG.warn(
          "An index of memory failed; what it lacks is in the rows, and it is tried again", cause);
    }
  }

  private void succeeded() {
    if (attempts.succeeded()) {
      LOG.info("An index of memory that had failed is level with the rows again");
    }
  }

  /// What is the matter with the index; empty if nothing.
  String trouble() {
    return attempts.trouble();
  }

  /// The last change that the index has; 0 while that is not known.
  long applied() {
    lock.lock();
    try {
      return sure ? applied : 0;
    } finally {
      lock.unlock();
    }
  }

  boolean isLevel() {
    var target = store.lastChange();
    lock.lock();
    try {
      return sure && applied >= target;
    } finally {
      lock.unlock();
    }
  }

  /// Nanoseconds until it is tried again; 0 if it is not resting.
  long rest() {
    return attempts.rest();
  }
}
