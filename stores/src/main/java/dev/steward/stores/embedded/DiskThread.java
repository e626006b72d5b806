package dev.steward.stores.embedded;

import dev.steward.core.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The one thread that touches the files of an index, so that no lock is held while it does.
final class DiskThread implements AutoCloseable {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private final Path folder;
  private final ScheduledThreadPoolExecutor executor;

  DiskThread(Path folder) {
    this.folder = folder;
    this.executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("index-disk").factory());
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.setRemoveOnCancelPolicy(true);
  }

  /// Work on files, which may fail.
  interface Work<T> {
    T done() throws IOException;
  }

  /// Does nothing if it is closed.
  void run(Runnable work) {
    if (!executor.isShutdown()) {
      executor.execute(work);
    }
  }

  /// Unless it is closed before.
  void runAfter(Duration delay, Runnable work) {
    var _ = executor.schedule(work, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// Waits for the result.
  <T> T call(Work<T> work) {
    try {
      return executor.submit(work::done).get(LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw Failure.internal(
          "Work on the index in %s failed: %s; stop, delete that folder and start again: it is rebuilt from the rows"
              .formatted(folder, e),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.internal("Work on the index in %s was interrupted".formatted(folder), e);
    }
  }

  /// Returns when the work handed over is done. An interrupt has to wait: files half closed would
  /// have to be rebuilt.
  @Override
  public void close() {
    executor.shutdown();
    boolean interrupted = false;
    boolean done = false;
    while (!done) {
      try {
        done = executor.awaitTermination(1, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
