package dev.steward.stores.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class WriterTest {
  @RegisterExtension final FreshStores fresh = new FreshStores();

  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  @BeforeEach
  void aTable() {
    database()
        .write(
            "make a table",
            rows -> {
              rows.run("CREATE TABLE numbers (n INTEGER PRIMARY KEY)");
              return true;
            });
  }

  @Test
  void aJobThatFailsFailsAloneAndUndoesOnlyItsOwn() throws Exception {
    var holder = holdTheWriter();
    var jobs = new ArrayList<Writing>();
    for (int i = 0; i < 10; i++) {
      var n = i;
      jobs.add(
          writing(rows -> {
            rows.update("INSERT INTO numbers VALUES (?)", n);
            if (n % 3 == 1) {
              throw Failure.user("no " + n);
            }
            return n;
          }));
    }
    release.countDown();
    holder.result();

    for (int i = 0; i < 10; i++) {
      if (i % 3 == 1) {
        assertThatThrownBy(jobs.get(i)::result).hasRootCauseMessage("no " + i);
      } else {
        assertThat(jobs.get(i).result()).isEqualTo(i);
      }
    }
    assertThat(numbers()).containsExactly(0, 2, 3, 5, 6, 8, 9);
  }

  @Test
  void aJobThatEndsTheTransactionForAllStillFailsAlone() throws Exception {
    var holder = holdTheWriter();
    var runs = new AtomicInteger();
    var first = writing(rows -> rows.update("INSERT INTO numbers VALUES (1)"));
    var spoiler =
        writing(rows -> {
          runs.incrementAndGet();
          rows.run("ROLLBACK");
          return rows.update("INSERT INTO nowhere VALUES (1)");
        });
    var last = writing(rows -> rows.update("INSERT INTO numbers VALUES (2)"));
    release.countDown();

    assertThat(holder.result()).isEqualTo(0);
    assertThat(first.result()).isEqualTo(1);
    assertThat(last.result()).isEqualTo(1);
    assertThatThrownBy(spoiler::result).cause().isInstanceOf(Failure.class);
    assertThat(runs).hasValue(2);
    assertThat(numbers()).containsExactly(1, 2);
  }

  @Test
  void aJobThatThrowsAnErrorDoesNotEndTheWriter() {
    assertThatThrownBy(() ->
            database()
                .write(
                    "try",
                    rows -> {
                      throw new StackOverflowError("deep");
                    }))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("try")
        .hasMessageContaining("deep");

    database().write("go on", rows -> rows.update("INSERT INTO numbers VALUES (1)"));
    assertThat(numbers()).containsExactly(1);
  }

  @Test
  void anInterruptWithdrawsAJobThatHasNotBegun() throws Exception {
    var holder = holdTheWriter();
    var job = writing(rows -> rows.update("INSERT INTO numbers VALUES (1)"));

    job.thread().interrupt();

    assertThatThrownBy(job::result)
        .cause()
        .hasMessageContaining("interrupted; nothing was written");
    release.countDown();
    holder.result();
    assertThat(numbers()).isEmpty();
  }

  @Test
  void anInterruptAfterAJobHasBegunWaitsForItsOutcome() throws Exception {
    var job =
        writing(rows -> {
          held.countDown();
          Uninterrupted.await(release);
          return rows.update("INSERT INTO numbers VALUES (1)");
        });
    held.await();

    job.thread().interrupt();
    release.countDown();

    assertThat(job.result()).isEqualTo(1);
    assertThat(job.interruptedAfterwards().get()).isTrue();
    assertThat(numbers()).containsExactly(1);
  }

  @Test
  void anInterruptedThreadWritesNothing() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(
              () -> database().write("try", rows -> rows.update("INSERT INTO numbers VALUES (1)")))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("interrupted");
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
    assertThat(numbers()).isEmpty();
  }

  @Test
  void closingDoesWhatWaits() throws Exception {
    holdTheWriter();
    var jobs = new ArrayList<Writing>();
    for (int i = 0; i < 20; i++) {
      var n = i;
      jobs.add(writing(rows -> rows.update("INSERT INTO numbers VALUES (?)", n)));
    }
    var closing = Thread.ofPlatform().start(fresh.stores()::close);
    release.countDown();
    closing.join();

    for (var job : jobs) {
      assertThat(job.result()).isEqualTo(1);
    }
    fresh.reopened();
    assertThat(numbers()).hasSize(20);
  }

  @Test
  void readersSeeNothingOfATransactionUnderWay() throws Exception {
    var job =
        writing(rows -> {
          var written = rows.update("INSERT INTO numbers VALUES (1)");
          held.countDown();
          Uninterrupted.await(release);
          return written;
        });
    held.await();

    assertThat(numbers()).isEmpty();
    release.countDown();
    job.result();
    assertThat(numbers()).containsExactly(1);
  }

  /// A thread that writes, and what came of it.
  private record Writing(
      Thread thread,
      CompletableFuture<Integer> outcome,
      CompletableFuture<Boolean> interruptedAfterwards) {
    int result() throws ExecutionException, InterruptedException {
      return outcome.get();
    }
  }

  /// Starts writing in a thread of its own, which waits for the outcome when this returns.
  private Writing writing(WriteJob.Work<Integer> work) {
    var outcome = new CompletableFuture<Integer>();
    var interrupted = new CompletableFuture<Boolean>();
    var thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                outcome.complete(database().write("try", work));
              } catch (RuntimeException e) {
                outcome.completeExceptionally(e);
              }
              interrupted.complete(Thread.currentThread().isInterrupted());
            });
    while (thread.getState() != Thread.State.TIMED_WAITING && !outcome.isDone()) {
      Thread.onSpinWait();
    }
    return new Writing(thread, outcome, interrupted);
  }

  /// Keeps the writer busy until `release`, so that what comes meanwhile is done together.
  private Writing holdTheWriter() throws InterruptedException {
    var holder =
        writing(rows -> {
          held.countDown();
          Uninterrupted.await(release);
          return 0;
        });
    held.await();
    return holder;
  }

  private List<Integer> numbers() {
    return database()
        .read("list", rows -> rows.list(row -> row.getInt(1), "SELECT n FROM numbers ORDER BY n"));
  }

  private Database database() {
    return fresh.stores().database();
  }
}
