package dev.steward.stores.embedded;

import dev.steward.core.Failure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/// The one thread that writes. Whatever gathers while it commits goes into its next transaction, so
/// that many writers share one wait for the disk; each job stands on a savepoint of its own and
/// fails alone.
///
/// Callers may be virtual threads. They wait in Java and hold no carrier; the native calls of
/// SQLite, which would pin one while the disk syncs, are made by this platform thread.
final class Writer implements AutoCloseable {
  private static final int QUEUE = 4096;
  private static final int GROUP = 512;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Wipes the traces of what was deleted for good; false if it must be tried again later.
  @FunctionalInterface
  interface Wipe {
    boolean wipe(Rows rows) throws SQLException;
  }

  private final BlockingQueue<WriteJob<?>> queue = new ArrayBlockingQueue<>(QUEUE);
  private final Rows rows;
  private final BiFunction<String, SQLException, Failure> failure;
  private final Wipe wipe;
  private final Thread thread;
  private boolean wipeDue;
  private volatile boolean closed;
  private volatile boolean ended;

  private Writer(Rows rows, BiFunction<String, SQLException, Failure> failure, Wipe wipe) {
    this.rows = rows;
    this.failure = failure;
    this.wipe = wipe;
    this.thread = Thread.ofPlatform().daemon().name("steward-writer").unstarted(this::work);
  }

  /// A writer at work.
  ///
  /// @param failure what to tell of an operation that SQLite refused
  static Writer start(Rows rows, BiFunction<String, SQLException, Failure> failure, Wipe wipe) {
    var writer = new Writer(rows, failure, wipe);
    writer.thread.start();
    return writer;
  }

  /// Runs `work` in a transaction; what it did is durable when this returns. It may be run more
  /// than once, so it touches nothing but the database. An interrupt withdraws it as long as it has
  /// not begun; after that its outcome, which is due within moments, is waited for, so that nobody
  /// takes a write for failed that was made.
  <T> T write(String what, WriteJob.Work<T> work) {
    var job = new WriteJob<>(what, work);
    try {
      if (closed) {
        throw closedFor(what);
      }
      if (!queue.offer(job, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw Failure.internal(
            "Can't %s: the store has been too busy for %d s; nothing was written, try again later"
                .formatted(what, PATIENCE.toSeconds()),
            null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw job.interrupted();
    }
    if (ended && job.withdraw()) {
      throw closedFor(what);
    }
    return job.await(PATIENCE);
  }

  private void work() {
    try {
      while (!closed || !queue.isEmpty()) {
        var group = nextGroup();
        commit(group);
        wipeWhenDue();
        group.forEach(WriteJob::settle);
      }
    } catch (InterruptedException e) {
      // Nobody has this thread to interrupt it; whoever did wants it to end.
      closed = true;
    }
    ended = true;
    var late = new ArrayList<WriteJob<?>>();
    queue.drainTo(late);
    late.removeIf(job -> !job.begin());
    late.forEach(job -> job.failed(closedFor(job.what())));
    late.forEach(WriteJob::settle);
  }

  /// Waits for a job, and takes those that wait with it; withdrawn ones are left out. Comes back
  /// without any after a while if there is something to wipe.
  private List<WriteJob<?>> nextGroup() throws InterruptedException {
    var group = new ArrayList<WriteJob<?>>();
    var first = wipeDue ? queue.poll(1, TimeUnit.SECONDS) : queue.take();
    if (first != null) {
      group.add(first);
      queue.drainTo(group, GROUP - 1);
    }
    group.removeIf(job -> !job.begin());
    return group;
  }

  private void commit(List<WriteJob<?>> group) {
    if (group.isEmpty()) {
      return;
    }
    try {
      rows.update("BEGIN IMMEDIATE");
      if (group.size() == 1) {
        group.getFirst().run(rows);
      } else {
        for (var job : group) {
          attempt(job);
        }
      }
      rows.update("COMMIT");
    } catch (SQLException | RuntimeException | Error e) {
      rollback();
      if (group.size() == 1) {
        group.getFirst().failed(asFailure(group.getFirst().what(), e));
      } else {
        // One has ended the transaction for all, as a full disk does: now each alone.
        group.forEach(job -> commit(List.of(job)));
      }
    }
  }

  /// Runs a job so that its failure undoes only what it did itself.
  private void attempt(WriteJob<?> job) throws SQLException {
    rows.update("SAVEPOINT job");
    try {
      job.run(rows);
    } catch (SQLException | RuntimeException | Error e) {
      job.failed(asFailure(job.what(), e));
      // Fails if the transaction is gone, and with it what the others did.
      rows.update("ROLLBACK TO job");
    }
    rows.update("RELEASE job");
  }

  private RuntimeException asFailure(String what, Throwable e) {
    return switch (e) {
      case SQLException sql -> failure.apply(what, sql);
      case RuntimeException already -> already;
      default -> Failure.internal("Can't " + what + ": " + e, e);
    };
  }

  private void rollback() {
    try {
      rows.update("ROLLBACK");
    } catch (SQLException e) {
      // There is no transaction any more, which is what was wanted.
    }
  }

  private void wipeWhenDue() {
    wipeDue |= rows.takeErased();
    if (wipeDue) {
      try {
        wipeDue = !wipe.wipe(rows);
      } catch (SQLException e) {
        // What was committed stays so; the next commit tries again.
      }
    }
  }

  private static Failure closedFor(String what) {
    return Failure.internal("Can't %s: the store is closed".formatted(what), null);
  }

  /// Takes no more jobs, does those that wait, and ends the thread.
  @Override
  public void close() {
    closed = true;
    var wakeUp = new WriteJob<>("close the store", rows -> true);
    try {
      if (queue.offer(wakeUp, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        thread.join(PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
