package dev.steward.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.Failure;
import dev.steward.core.run.Effect;
import dev.steward.core.run.Graph;
import dev.steward.core.run.Handlers;
import dev.steward.core.run.Op;
import dev.steward.core.run.Policy;
import dev.steward.core.run.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What lanes promise: one run at a time, in the order of their start; and that runs of different
/// lanes don't wait for each other.
public interface RunLanesContract extends JournalledRuns {
  Op<String, String> WORK = new Op<>("work", String.class, String.class);

  /// One step, whose input is the run's id.
  Graph<Diary> WORKING =
      EngineRoom.graph(
          "working", (diary, durable) -> diary.with(durable.call(WORK, durable.runId())));

  /// Waits, then works.
  Graph<Diary> ASKING =
      EngineRoom.graph(
          "asking",
          (diary, durable) -> {
            durable.await("answer", String.class, Duration.ofDays(1));
            return diary.with(durable.call(WORK, durable.runId()));
          });

  @Test
  default void runsOfALaneGoOneAfterAnotherInTheOrderOfTheirStart() {
    var order = Collections.synchronizedList(new ArrayList<String>());
    var atOnce = new AtomicInteger();
    var peer =
        new Peer(
            Effect.PURE,
            Policy.ONCE,
            (in, context) -> {
              order.add(in);
              assertThat(atOnce.incrementAndGet()).isEqualTo(1);
              atOnce.decrementAndGet();
              return in;
            });
    try (var room = EngineRoom.of(this, Handlers.NONE.with(WORK, peer), WORKING)) {
      var ids = IntStream.range(0, 30).mapToObj(i -> "r" + i).toList();
      ids.forEach(id -> room.start(WORKING, "ana", id));

      ids.forEach(id -> assertThat(room.await(id).status()).isEqualTo(Run.Status.DONE));
      assertThat(order).isEqualTo(ids);
    }
  }

  @Test
  default void runsOfDifferentLanesAndTenantsAndOfNoneWorkAtOnce() {
    var together = new CountDownLatch(5);
    var peer =
        new Peer(
            Effect.PURE,
            Policy.ONCE,
            (in, context) -> {
              together.countDown();
              return "" + await(together);
            });
    try (var room = EngineRoom.of(this, Handlers.NONE.with(WORK, peer), WORKING)) {
      room.start(WORKING, "ana", "r1");
      room.start(WORKING, "bob", "r2");
      room.start(WORKING, "", "r3");
      room.start(WORKING, "", "r4");
      room.runs().start(WORKING, "zeta", "ana", "ana", "r1", Diary.EMPTY);

      for (var id : List.of("r1", "r2", "r3", "r4")) {
        assertThat(room.lines(room.await(id))).containsExactly("true");
      }
      assertThat(room.lines(room.runs().await("zeta", "r1", EngineRoom.LONG)))
          .containsExactly("true");
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  default void aRunThatWaitsFreesItsLaneAndComesBackBehindTheOthers() {
    var order = Collections.synchronizedList(new ArrayList<String>());
    try (var gate = new Gate();
        var room =
            EngineRoom.of(
                this,
                Handlers.NONE.with(
                    WORK,
                    new Peer(
                        Effect.PURE,
                        Policy.ONCE,
                        (in, context) -> {
                          order.add(in);
                          if (in.equals("second")) {
                            gate.pass();
                          }
                          return in;
                        })),
                WORKING,
                ASKING)) {
      room.start(ASKING, "ana", "first");
      assertThat(room.await("first").status()).isEqualTo(Run.Status.WAITING);
      room.start(WORKING, "ana", "second");
      gate.awaitArrival();
      room.start(WORKING, "ana", "third");
      room.signal("first", "answer", "s1", "yes");
      assertThat(order).containsExactly("second");
      gate.open();

      assertThat(room.await("first").status()).isEqualTo(Run.Status.DONE);
      assertThat(order).containsExactly("second", "third", "first");
    }
  }

  @Test
  default void aRunThatFailsOrBreaksFreesItsLane() {
    var peer =
        new Peer(
            Effect.PURE,
            Policy.ONCE,
            (in, context) ->
                switch (in) {
                  case "fails" -> throw Failure.user("no");
                  case "breaks" -> throw new IllegalStateException("no");
                  case "is out of memory" -> throw new OutOfMemoryError("no");
                  default -> in;
                });
    try (var room = EngineRoom.of(this, Handlers.NONE.with(WORK, peer), WORKING)) {
      for (var id : List.of("fails", "breaks", "is out of memory", "works")) {
        room.start(WORKING, "ana", id);
      }

      assertThat(room.await("works").status()).isEqualTo(Run.Status.DONE);
      assertThat(room.await("fails").status()).isEqualTo(Run.Status.FAILED);
      assertThat(room.await("breaks").status()).isEqualTo(Run.Status.FAILED);
      assertThat(room.await("is out of memory").status()).isEqualTo(Run.Status.RUNNING);
    }
  }

  @Test
  default void aLaneKeepsItsOrderAcrossProcesses() {
    var order = Collections.synchronizedList(new ArrayList<String>());
    var gate = new Gate();
    var peer =
        new Peer(
            Effect.PURE,
            Policy.ONCE,
            (in, context) -> {
              gate.pass();
              order.add(in);
              return in;
            });
    try (var room = EngineRoom.of(this, Handlers.NONE.with(WORK, peer), WORKING)) {
      var ids = List.of("r3", "r1", "r2");
      for (var id : ids) {
        room.start(WORKING, "ana", id);
        room.clock.advance(Duration.ofSeconds(1));
      }
      gate.awaitArrival();
      room.runs().close();
      gate.open();
      assertThat(order).isEmpty();
      room.restart();

      ids.forEach(id -> assertThat(room.await(id).status()).isEqualTo(Run.Status.DONE));
      assertThat(order).isEqualTo(ids);
    }
  }

  @Test
  default void aThousandRunsFromThirtyTwoThreadsAreDoneEachOnce() {
    var done = ConcurrentHashMap.<String>newKeySet();
    var twice = ConcurrentHashMap.<String>newKeySet();
    var atOnce = new AtomicInteger();
    var most = new AtomicInteger();
    var peer =
        new Peer(
            Effect.KEYED,
            Policy.ONCE,
            (in, context) -> {
              most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
              if (!done.add(in)) {
                twice.add(in);
              }
              atOnce.decrementAndGet();
              return in;
            });
    try (var room = EngineRoom.of(this, Handlers.NONE.with(WORK, peer), WORKING)) {
      Together.run(
          32,
          thread -> {
            for (int i = thread; i < 1_000; i += 32) {
              room.start(WORKING, i % 2 == 0 ? "lane " + i % 20 : "", "r" + i);
            }
            return thread;
          });

      for (int i = 0; i < 1_000; i++) {
        assertThat(room.lines(room.await("r" + i))).containsExactly("r" + i);
      }
      assertThat(done).hasSize(1_000);
      assertThat(twice).isEmpty();
      assertThat(most.get()).isBetween(1, 64);
      assertThat(room.journal().unfinished()).isEmpty();
    }
  }
}
