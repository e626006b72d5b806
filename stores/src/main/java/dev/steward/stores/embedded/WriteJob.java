package dev.steward.stores.embedded;

import dev.steward.core.Failure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A piece of writing that somebody waits for.
final class WriteJob<T> {
  /// What is done in the transaction. It may be done again if the transaction fails.
  @FunctionalInterface
  interface Work<T> {
    T run(Rows rows) throws SQLException;
  }

  private enum State {
    WAITING,
    BEGUN,
    WITHDRAWN
  }

  private sealed interface Outcome<T> {
    record Done<T>(T value) implements Outcome<T> {}

    record Failed<T>(RuntimeException failure) implements Outcome<T> {}
  }

  private final String what;
  private final Work<T> work;
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
  private final CountDownLatch settled = new CountDownLatch(1);
  private @Nullable Outcome<T> outcome;

  WriteJob(String what, Work<T> work) {
    this.what = what;
    this.work = work;
  }

  /// What it is for, such as `keep the run r1`.
  String what() {
    return what;
  }

  /// Takes it in hand; false if it was withdrawn.
  boolean begin() {
    return state.compareAndSet(State.WAITING, State.BEGUN);
  }

  /// Gives it up; false if it has begun.
  boolean withdraw() {
    return state.compareAndSet(State.WAITING, State.WITHDRAWN);
  }

  /// Does the work; the outcome counts once it is settled.
  void run(Rows rows) throws SQLException {
    outcome = new Outcome.Done<>(work.run(rows));
  }

  /// Notes that it failed; that counts once it is settled.
  void failed(RuntimeException failure) {
    outcome = new Outcome.Failed<>(failure);
  }

  /// Lets whoever waits go on: the outcome is final.
  void settle() {
    settled.countDown();
  }

  T await(Duration patience) {
    var deadline = System.nanoTime() + patience.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          if (settled.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            return result();
          }
          throw overdue(patience);
        } catch (InterruptedException e) {
          interrupted = true;
          if (withdraw()) {
            throw interrupted();
          }
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private T result() {
    return switch (outcome) {
      case Outcome.Done<T>(var value) -> value;
      case Outcome.Failed<T>(var failure) -> throw failure;
      case null -> throw new IllegalStateException("settled without an outcome: " + what);
    };
  }

  private Failure overdue(Duration patience) {
    return withdraw()
        ? Failure.internal(
            "Can't %s: the store did not come to it within %d s; nothing was written, try again later"
                .formatted(what, patience.toSeconds()),
            null)
        : Failure.internal(
            "It is not known whether the store did %s: the disk has not answered for %d s; check the disk"
                .formatted(what, patience.toSeconds()),
            null);
  }

  Failure interrupted() {
    return Failure.internal("Can't %s: interrupted; nothing was written".formatted(what), null);
  }
}
