package dev.steward.core.memory;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// Does rounds of some work on a thread of its own: whenever it is asked to, and when there is more
/// to do of itself.
final class Rounds {
  /// For as long as nobody asks.
  static final long FOREVER = Long.MAX_VALUE;

  private final Runnable round;
  private final LongSupplier rest;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long asked = 1;
  private long answered;
  private boolean ending;

  /// Rounds that begin with [#start].
  ///
  /// @param name of the thread
  /// @param round must throw nothing
  /// @param rest nanoseconds until the next round if nobody asks for one
  Rounds(String name, Runnable round, LongSupplier rest) {
    this.round = round;
    this.rest = rest;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    for (var question = awaitQuestion(); question >= 0; question = awaitQuestion()) {
      round.run();
      answer(question);
    }
  }

  /// What was asked last when a round is due; negative when it is over.
  private long awaitQuestion() {
    lock.lock();
    try {
      while (!ending) {
        var left = answered < asked ? 0 : rest.getAsLong();
        if (left <= 0) {
          return asked;
        }
        changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    return -1;
  }

  private void answer(long question) {
    lock.lock();
    try {
      answered = question;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Asks for a round.
  void ask() {
    lock.lock();
    try {
      asked++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Returns when a round is over that began after everything asked so far, or when it is ending;
  /// waits no longer than `longest`.
  void awaitAnswer(Duration longest) throws InterruptedException {
    lock.lock();
    try {
      var left = longest.toNanos();
      for (var question = asked; answered < question && !ending && left > 0; ) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  boolean isEnding() {
    lock.lock();
    try {
      return ending;
    } finally {
      lock.unlock();
    }
  }

  /// Begins no further round.
  void end() {
    lock.lock();
    try {
      ending = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits for the last round to end, but no longer than `longest`.
  void join(Duration longest) throws InterruptedException {
    if (thread.getState() != Thread.State.NEW) {
      thread.join(longest);
    }
  }
}
