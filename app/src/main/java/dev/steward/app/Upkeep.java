package dev.steward.app;

import dev.steward.Steward;
import dev.steward.core.batch.BatchStore;
import dev.steward.core.batch.Batches;
import dev.steward.core.memory.Memory;
import dev.steward.core.routing.Lessons;
import dev.steward.core.run.Journal;
import dev.steward.core.run.Runs;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What has to be done from time to time: wake runs whose time has come, drop sessions that have
/// expired and runs that finished long ago, tidy up memory, learn from corrected routes.
final class Upkeep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

  private final Memory memory;
  private final Journal journal;
  private final BatchStore batches;
  private final Lessons lessons;
  private final Clock clock;
  private final Duration runsKept;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("upkeep").factory());

  /// Begins at once.
  ///
  /// @param runsKept how long a finished run or batch can be looked at; what a turn came to is
  ///   remembered longer
  Upkeep(
      Runs runs,
      Batches working,
      Memory memory,
      Journal journal,
      BatchStore batches,
      Lessons lessons,
      Clock clock,
      Duration runsKept) {
    this.runsKept = runsKept;
    this.memory = memory;
    this.journal = journal;
    this.batches = batches;
    this.lessons = lessons;
    this.clock = clock;
    var _ = timer.scheduleWithFixedDelay(() -> attempt(runs::wakeDue), 1, 1, TimeUnit.SECONDS);
    var _ = timer.scheduleWithFixedDelay(() -> attempt(working::look), 1, 1, TimeUnit.SECONDS);
    var _ = timer.scheduleWithFixedDelay(() -> attempt(this::tidy), 60, 600, TimeUnit.SECONDS);
    var _ = timer.scheduleWithFixedDelay(() -> attempt(this::consolidate), 1, 24, TimeUnit.HOURS);
    var _ = timer.scheduleWithFixedDelay(() -> attempt(this::learn), 2, 24, TimeUnit.HOURS);
  }

  private void tidy() {
    memory.expire(clock.instant());
    journal.prune(clock.instant().minus(runsKept));
    batches.prune(clock.instant().minus(runsKept));
  }

  private void consolidate() {
    memory.consolidate(Steward.TENANT);
  }

  private void learn() {
    var lesson = lessons.learn(Steward.TENANT);
    if (lesson.heldBack() > 0) {
      LOG.info("{}", lesson.said());
    }
  }

  /// A timer that throws is never called again.
  private static void attempt(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.warn("Upkeep failed and is tried again", e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    try {
      if (!timer.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warn("Upkeep did not stop within ten seconds");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
