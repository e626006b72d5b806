package dev.steward.core.memory;

import dev.steward.core.model.Embedder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// An edition of the index that is open, with the embedder of its vectors and what keeps it level.
final class OpenEdition {
  private final Edition edition;
  private final Embedder embedder;
  private final Indexes.Opened opened;
  private final Follower words;
  private final Follower vectors;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition unread = lock.newCondition();
  private int readers;
  private boolean retired;

  OpenEdition(
      Edition edition,
      Embedder embedder,
      Indexes.Opened opened,
      FactStore store,
      Supplier<Attempts> attempts) {
    this.edition = edition;
    this.embedder = embedder;
    this.opened = opened;
    this.words = new Follower(store, opened.words(), embedder.id(), attempts.get());
    this.vectors =
        opened.words().equals(opened.vectors())
            ? words
            : new Follower(store, opened.vectors(), embedder.id(), attempts.get());
  }

  Edition edition() {
    return edition;
  }

  Embedder embedder() {
    return embedder;
  }

  VectorIndex vectorIndex() {
    return opened.vectors();
  }

  WordIndex wordIndex() {
    return opened.words();
  }

  Follower words() {
    return words;
  }

  Follower vectors() {
    return vectors;
  }

  private Stream<Follower> followers() {
    return Stream.of(words, vectors).distinct();
  }

  void follow() {
    followers().forEach(Follower::follow);
  }

  /// Takes what is gone out of the files, too.
  void purge() {
    followers().forEach(Follower::purge);
  }

  boolean isLevel() {
    return followers().allMatch(Follower::isLevel);
  }

  /// The last change that all of it has.
  long applied() {
    return followers().mapToLong(Follower::applied).min().orElse(0);
  }

  String trouble() {
    return followers()
        .map(Follower::trouble)
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }

  /// The longest rest that a part of it takes; 0 if none rests.
  long rest() {
    return followers().mapToLong(Follower::rest).max().orElse(0);
  }

  /// False if it has been retired: then another one serves.
  boolean startReading() {
    lock.lock();
    try {
      if (retired) {
        return false;
      }
      readers++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  void endReading() {
    lock.lock();
    try {
      readers--;
      unread.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Closes it when its last reader has ended.
  void retire() {
    lock.lock();
    try {
      retired = true;
      while (readers > 0) {
        unread.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
    close();
  }

  /// Closes the indexes, whoever reads.
  void close() {
    Stream.of(opened.words(), opened.vectors()).distinct().forEach(EntryIndex::close);
  }
}
