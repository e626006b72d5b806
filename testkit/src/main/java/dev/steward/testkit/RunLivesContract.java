package dev.steward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.run.Effect;
import dev.steward.core.run.Graph;
import dev.steward.core.run.Handlers;
import dev.steward.core.run.Op;
import dev.steward.core.run.Policy;
import dev.steward.core.run.Run;
import dev.steward.core.run.RunEvent;
import dev.steward.core.run.Step;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// What starting, waiting for, observing and closing promise.
public interface RunLivesContract extends JournalledRuns {
  Op<String, String> TASK = new Op<>("task", String.class, String.class);

  /// One step.
  Graph<Diary> TASKS =
      EngineRoom.graph("tasks", (diary, durable) -> diary.with(durable.call(TASK, "x")));

  @Test
  default void startingTwiceIsOneRun() {
    var peer = new Peer(Effect.PURE);
    try (var room = EngineRoom.of(this, Handlers.NONE.with(TASK, peer), TASKS)) {
      assertThat(room.start(TASKS, "r")).isTrue();
      assertThat(room.start(TASKS, "r")).isFalse();
      var done = room.await("r");
      assertThat(room.start(TASKS, "r")).isFalse();
      room.restart();
      assertThat(room.start(TASKS, "r")).isFalse();

      assertThat(room.await("r")).isEqualTo(done);
      assertThat(peer.asked()).containsExactly("r/1");
    }
  }

  @Test
  default void ofManyThreadsThatStartOneRunOneSucceeds() {
    var peer = new Peer(Effect.PURE);
    try (var room = EngineRoom.of(this, Handlers.NONE.with(TASK, peer), TASKS)) {
      for (int i = 0; i < 20; i++) {
        var id = "r" + i;
        assertThat(Together.run(8, thread -> room.start(TASKS, id))).containsOnlyOnce(true);
        assertThat(room.await(id).status()).isEqualTo(Run.Status.DONE);
      }
      assertThat(peer.asked()).hasSize(20);
    }
  }

  @Test
  default void whoeverIsToldThatARunIsStartedMayRelyOnIt() {
    var peer = new Peer(Effect.PURE);
    for (var firstFails : List.of(true, false)) {
      var id = "r " + firstFails;
      try (var gate = new Gate();
          var room = EngineRoom.of(this, Handlers.NONE.with(TASK, peer), TASKS);
          var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var first = new AtomicBoolean(true);
        room.probe(
            new ProbedJournal.Probe() {
              @Override
              public void before(ProbedJournal.Access access) {
                if (access instanceof ProbedJournal.Access.Write
                    && first.compareAndSet(true, false)) {
                  gate.pass();
                  if (firstFails) {
                    throw Failure.internal("the disk is full", null);
                  }
                }
              }
            });
        var slow = threads.submit(() -> room.start(TASKS, id));
        gate.awaitArrival();
        room.start(TASKS, id);
        assertThat(room.journal().find(EngineRoom.TENANT, id)).isPresent();
        gate.open();

        if (firstFails) {
          assertThatThrownBy(() -> result(slow)).hasRootCauseMessage("the disk is full");
        } else {
          assertThat(result(slow)).isFalse();
        }
        assertThat(room.await(id).status()).isEqualTo(Run.Status.DONE);
      }
      assertThat(peer.asked()).containsOnlyOnce(id + "/1");
    }
  }

  @Test
  default void waitingForARunThatIsNotThereIsRefused() {
    try (var room = EngineRoom.of(this, Handlers.NONE, TASKS)) {
      assertThatThrownBy(() -> room.await("nobody"))
          .isInstanceOfSatisfying(
              Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USER))
          .hasMessage("There is no run 'nobody'");
    }
  }

  @Test
  default void waitingHasALimit() {
    try (var gate = new Gate();
        var room = EngineRoom.of(this, Handlers.NONE.with(TASK, gated(gate)), TASKS)) {
      room.start(TASKS, "r");
      gate.awaitArrival();

      for (var timeout : List.of(Duration.ofSeconds(-1), Duration.ZERO, Duration.ofMillis(1))) {
        assertThatThrownBy(() -> room.runs().await(EngineRoom.TENANT, "r", timeout))
            .isInstanceOfSatisfying(
                Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.LIMIT))
            .hasMessageContaining("Run r is still at work");
      }
      gate.open();
      var limitless = Duration.ofSeconds(Long.MAX_VALUE);
      assertThat(room.runs().await(EngineRoom.TENANT, "r", limitless).status())
          .isEqualTo(Run.Status.DONE);
    }
  }

  @Test
  default void anObserverSeesTheRestOfARunAndItsEnd() {
    var seen = new CopyOnWriteArrayList<String>();
    try (var gate = new Gate();
        var room = EngineRoom.of(this, Handlers.NONE.with(TASK, gated(gate)), TASKS)) {
      room.start(TASKS, "r");
      gate.awaitArrival();
      var observed =
          room.runs()
              .observe(EngineRoom.TENANT, "r", event -> seen.add(event.getClass().getSimpleName()));
      gate.open();
      room.await("r");

      assertThat(observed).isTrue();
      assertThat(seen).containsExactly("Worked", "Ended", "Settled");
    }
  }

  @Test
  default void whatIsNotAtWorkCannotBeObserved() {
    try (var room = EngineRoom.of(this, Handlers.NONE.with(TASK, new Peer(Effect.PURE)), TASKS)) {
      room.run(TASKS, "r");

      assertThat(room.runs().observe(EngineRoom.TENANT, "r", event -> {})).isFalse();
      assertThat(room.runs().observe(EngineRoom.TENANT, "nobody", event -> {})).isFalse();
    }
  }

  @Test
  default void anObserverThatIsTakenOnSeesTheEndHoweverLateItComes() {
    try (var room = EngineRoom.of(this, Handlers.NONE.with(TASK, new Peer(Effect.PURE)), TASKS)) {
      Together.run(
          8,
          thread -> {
            for (int i = 0; i < 25; i++) {
              var id = thread + "-" + i;
              var settled = new CountDownLatch(1);
              room.start(TASKS, id);
              var observed =
                  room.runs()
                      .observe(
                          EngineRoom.TENANT,
                          id,
                          event -> {
                            if (event instanceof RunEvent.Settled) {
                              settled.countDown();
                            }
                          });
              assertThat(!observed || reached(settled)).as(id).isTrue();
            }
            return thread;
          });
    }
  }

  @Test
  default void anObserverThatFailsChangesNothing() {
    var peer = new Peer(Effect.AT_MOST_ONCE);
    var others = new CopyOnWriteArrayList<RunEvent>();
    try (var gate = new Gate();
        var room =
            EngineRoom.of(
                this,
                Handlers.NONE.with(
                    TASK,
                    new Peer(
                        Effect.AT_MOST_ONCE,
                        Policy.ONCE,
                        (in, context) -> {
                          gate.pass();
                          context.stream("hello");
                          return peer.run(in, context);
                        })),
                TASKS)) {
      room.observer(event -> {
        throw new IllegalStateException("the browser is gone");
      });
      room.start(TASKS, "r");
      gate.awaitArrival();
      room.runs()
          .observe(
              EngineRoom.TENANT,
              "r",
              event -> {
                throw new IllegalStateException("so is this one");
              });
      room.runs().observe(EngineRoom.TENANT, "r", others::add);
      gate.open();

      assertThat(room.lines(room.await("r"))).containsExactly("x, done");
      assertThat(peer.asked()).hasSize(1);
      assertThat(others).hasSize(4).last().isInstanceOf(RunEvent.Settled.class);
    }
  }

  @Test
  default void closingInTheMiddleWritesNothingFalseAndTheNextEngineGoesOn() {
    for (var effect : List.of(Effect.PURE, Effect.KEYED, Effect.VERIFY)) {
      var id = "r " + effect;
      var interrupted = new AtomicBoolean();
      try (var gate = new Gate();
          var room =
              EngineRoom.of(
                  this,
                  Handlers.NONE.with(
                      TASK,
                      new Peer(
                          effect,
                          new Policy(3, Duration.ZERO),
                          (in, context) -> {
                            try {
                              gate.pass();
                            } catch (IllegalStateException e) {
                              interrupted.set(true);
                              throw Failure.passing("cut off", e, Duration.ZERO);
                            }
                            return in + ", done";
                          })),
                  TASKS)) {
        room.start(TASKS, id);
        gate.awaitArrival();
        room.runs().close();

        assertThat(interrupted).isTrue();
        assertThat(room.journal().find(EngineRoom.TENANT, id).orElseThrow().status())
            .isEqualTo(Run.Status.RUNNING);
        assertThat(room.journal().steps(EngineRoom.TENANT, id))
            .allMatch(step -> step.status() == Step.Status.BEGUN);
        gate.open();
        room.restart();
        assertThat(room.lines(room.await(id))).containsExactly("x, done");
      }
    }
  }

  @Test
  default void closingInTheMiddleOfWhatCannotBeRepeatedLeavesADoubt() {
    try (var gate = new Gate();
        var room =
            EngineRoom.of(
                this,
                Handlers.NONE.with(
                    TASK,
                    new Peer(
                        Effect.AT_MOST_ONCE,
                        Policy.ONCE,
                        (in, context) -> {
                          gate.pass();
                          return in;
                        })),
                TASKS)) {
      room.start(TASKS, "r");
      gate.awaitArrival();
      room.restart();

      assertThat(room.await("r").waitingFor()).contains("a person");
      room.runs().resolve(EngineRoom.TENANT, "r", true);
      assertThat(room.lines(room.await("r"))).containsExactly("x, done");
    }
  }

  @Test
  default void closingBetweenTwoAttemptsWritesNothingFalse() {
    var well = new AtomicBoolean();
    var peer =
        new Peer(
            Effect.PURE,
            new Policy(2, Duration.ofHours(1)),
            (in, context) -> {
              if (!well.get()) {
                throw Failure.passing("busy", null, Duration.ZERO);
              }
              return in;
            });
    try (var gate = new Gate();
        var room = EngineRoom.of(this, Handlers.NONE.with(TASK, peer), TASKS)) {
      room.pause(duration -> {
        try {
          gate.pass();
        } catch (IllegalStateException e) {
          throw new InterruptedException();
        }
      });
      room.start(TASKS, "r");
      gate.awaitArrival();
      well.set(true);
      room.restart();

      assertThat(room.lines(room.await("r"))).containsExactly("x");
    }
  }

  @Test
  default void closingInTheMiddleOfAFanOutKeepsWhatIsDone() {
    var peer = new Peer(Effect.PURE);
    var graph =
        EngineRoom.graph(
            "g",
            (diary, durable) ->
                diary.with(durable.fanOut(TASK, List.of("quick", "slow"), 1).toString()));
    try (var gate = new Gate();
        var room =
            EngineRoom.of(
                this,
                Handlers.NONE.with(
                    TASK,
                    new Peer(
                        Effect.PURE,
                        Policy.ONCE,
                        (in, context) -> {
                          if (in.equals("slow")) {
                            gate.pass();
                          }
                          return peer.run(in, context);
                        })),
                graph)) {
      room.start(graph, "r");
      gate.awaitArrival();
      room.runs().close();
      gate.open();
      room.restart();

      assertThat(room.lines(room.await("r")))
          .containsExactly("[Ok[value=quick, done], Ok[value=slow, done]]");
      assertThat(peer.asked()).containsExactlyInAnyOrder("r/1", "r/2");
    }
  }

  @Test
  default void closingReleasesWhoeverWaitsOrObserves() {
    var told = new CopyOnWriteArrayList<String>();
    try (var gate = new Gate();
        var room = EngineRoom.of(this, Handlers.NONE.with(TASK, gated(gate)), TASKS);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var ids = List.of("at work", "queued", "queued behind it");
      ids.forEach(id -> room.start(TASKS, "ana", id));
      gate.awaitArrival();
      for (var id : ids) {
        room.runs()
            .observe(
                EngineRoom.TENANT,
                id,
                event -> {
                  if (event instanceof RunEvent.Settled(var run)) {
                    told.add(run.id());
                  }
                });
      }
      var waiting = ids.stream().map(id -> threads.submit(() -> room.await(id))).toList();
      room.runs().close();

      for (var run : waiting) {
        assertThat(result(run).status()).isEqualTo(Run.Status.RUNNING);
      }
      assertThat(told).containsExactlyInAnyOrderElementsOf(ids);
      gate.open();
    }
  }

  @Test
  default void whatIsClosedTakesNothingNew() {
    try (var room = EngineRoom.of(this, Handlers.NONE.with(TASK, new Peer(Effect.PURE)), TASKS)) {
      room.runs().close();

      assertThatThrownBy(() -> room.start(TASKS, "r"))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("stopping");
      assertThat(room.journal().find(EngineRoom.TENANT, "r")).isEmpty();
      room.runs().close();
    }
  }

  @Test
  default void whatArrivesForARunWhileTheEngineClosesIsKeptForTheNext() {
    var graph =
        EngineRoom.graph(
            "g",
            (diary, durable) ->
                diary.with(
                    durable.await("answer", String.class, Duration.ofDays(1)).orElse("none")));
    try (var room = EngineRoom.of(this, Handlers.NONE, graph)) {
      room.run(graph, "r");
      room.runs().close();
      room.signal("r", "answer", "s1", "late");
      assertThat(room.await("r").status()).isEqualTo(Run.Status.RUNNING);
      room.restart();

      assertThat(room.lines(room.await("r"))).containsExactly("late");
    }
  }

  @Test
  default void resumingTwiceOrWhileAtWorkRepeatsNothing() {
    var peer = new Peer(Effect.PURE);
    try (var gate = new Gate();
        var room =
            EngineRoom.of(
                this,
                Handlers.NONE.with(
                    TASK,
                    new Peer(
                        Effect.PURE,
                        Policy.ONCE,
                        (in, context) -> {
                          gate.pass();
                          return peer.run(in, context);
                        })),
                TASKS)) {
      room.start(TASKS, "r");
      gate.awaitArrival();
      room.runs().resumeUnfinished();
      room.runs().resumeUnfinished();
      gate.open();
      room.await("r");
      room.runs().resumeUnfinished();

      assertThat(room.await("r").status()).isEqualTo(Run.Status.DONE);
      assertThat(peer.asked()).containsExactly("r/1");
    }
  }

  private static Peer gated(Gate gate) {
    return new Peer(
        Effect.PURE,
        Policy.ONCE,
        (in, context) -> {
          gate.pass();
          return in;
        });
  }

  private static boolean reached(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("nobody was released within half a minute", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
