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
import dev.steward.core.run.Step;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// What holds while the journal fails: a run is neither done nor failed that could not be written
/// down, and goes on when five seconds have passed.
public interface RunTroubleContract extends JournalledRuns {
  Op<String, String> DEED = new Op<>("deed", String.class, String.class);
  Duration RETRY = Duration.ofSeconds(5);

  /// One step; a failure of it would be part of its state.
  Graph<Diary> DEEDS =
      EngineRoom.graph(
          "deeds",
          (diary, durable) -> {
            try {
              return diary.with(durable.call(DEED, "x"));
            } catch (Failure failure) {
              return diary.with(failure.text());
            }
          });

  /// Several at once, then an answer.
  Graph<Diary> ASKED =
      EngineRoom.graph(
          "asked",
          (diary, durable) ->
              diary
                  .with(durable.fanOut(DEED, List.of("a", "b", "c"), 3).toString())
                  .with(
                      durable
                          .await("answer", String.class, Duration.ofDays(1))
                          .orElse("no answer")));

  /// A disk that is full for some accesses while `full` is set.
  final class Disk implements ProbedJournal.Probe {
    private final Predicate<ProbedJournal.Access> touched;
    private final AtomicBoolean full = new AtomicBoolean(true);
    private final AtomicInteger refused = new AtomicInteger();
    private final Gate refusal = new Gate();

    private Disk(Predicate<ProbedJournal.Access> touched) {
      this.touched = touched;
    }

    @Override
    public void before(ProbedJournal.Access access) {
      if (full.get() && touched.test(access)) {
        refused.incrementAndGet();
        refusal.arrive();
        throw Failure.internal("the disk is full", null);
      }
    }
  }

  @Test
  default void aStepThatCannotBeWrittenDownLeavesTheRunUnfinishedAndItGoesOn() {
    for (var effect : Effect.values()) {
      var peer = new Peer(effect);
      var disk = new Disk(access -> access instanceof ProbedJournal.Access.Save);
      var id = "r " + effect;
      try (var room = EngineRoom.of(this, Handlers.NONE.with(DEED, peer), DEEDS)) {
        room.probe(disk);
        assertThat(room.run(DEEDS, id).status()).isEqualTo(Run.Status.RUNNING);
        room.advance(RETRY.minusNanos(1));
        assertThat(disk.refused.get()).isEqualTo(1);
        room.advance(Duration.ofNanos(1));
        assertThat(room.await(id).status()).isEqualTo(Run.Status.RUNNING);
        assertThat(disk.refused.get()).isEqualTo(2);
        disk.full.set(false);
        room.advance(RETRY);

        assertThat(room.lines(room.await(id))).containsExactly("x, done");
        assertThat(peer.asked()).containsOnly(id + "/1");
        if (effect != Effect.PURE) {
          assertThat(peer.happened()).containsEntry("x", 1);
        }
      }
    }
  }

  @Test
  default void anOutcomeThatCannotBeWrittenDownIsInDoubtAndSettledByItsEffect() {
    var ends = endsOf(Step.Status.DONE);
    for (var effect : List.of(Effect.VERIFY, Effect.AT_MOST_ONCE)) {
      var peer = new Peer(effect);
      var disk = new Disk(ends);
      var id = "r " + effect;
      try (var room = EngineRoom.of(this, Handlers.NONE.with(DEED, peer), DEEDS)) {
        room.probe(disk);
        assertThat(room.run(DEEDS, id).status()).isEqualTo(Run.Status.RUNNING);
        disk.full.set(false);
        room.advance(RETRY);
        if (effect == Effect.AT_MOST_ONCE) {
          assertThat(room.await(id).status()).isEqualTo(Run.Status.WAITING);
          room.runs().resolve(EngineRoom.TENANT, id, true);
        }

        assertThat(room.lines(room.await(id))).containsExactly("x, done");
        assertThat(peer.asked()).hasSize(1);
      }
    }
  }

  private static Predicate<ProbedJournal.Access> endsOf(Step.Status status) {
    return access ->
        access instanceof ProbedJournal.Access.Save(var step) && step.status() == status;
  }

  @Test
  default void aRunThatIsDoneButNotWrittenDownHasNotFailed() {
    for (var status : List.of(Run.Status.DONE, Run.Status.WAITING)) {
      var peer = new Peer(Effect.PURE);
      var disk = new Disk(writing(status));
      var graph = status == Run.Status.DONE ? DEEDS : ASKED;
      var id = "r " + status;
      try (var room = EngineRoom.of(this, Handlers.NONE.with(DEED, peer), graph)) {
        room.probe(disk);
        assertThat(room.run(graph, id).status()).isEqualTo(Run.Status.RUNNING);
        disk.full.set(false);
        room.advance(RETRY);

        assertThat(room.await(id).status()).isEqualTo(status);
        assertThat(peer.asked()).doesNotHaveDuplicates();
      }
    }
  }

  private static Predicate<ProbedJournal.Access> writing(Run.Status status) {
    return access ->
        access instanceof ProbedJournal.Access.Write(var run) && run.status() == status;
  }

  @Test
  default void aBranchThatCannotBeWrittenDownLeavesTheRunUnfinished() {
    var peer = new Peer(Effect.KEYED);
    var disk =
        new Disk(
            access -> access instanceof ProbedJournal.Access.Save(var step) && step.number() == 2);
    try (var room = EngineRoom.of(this, Handlers.NONE.with(DEED, peer), ASKED)) {
      room.probe(disk);
      assertThat(room.run(ASKED, "r").status()).isEqualTo(Run.Status.RUNNING);
      disk.full.set(false);
      room.advance(RETRY);
      assertThat(room.await("r").status()).isEqualTo(Run.Status.WAITING);
      room.signal("r", "answer", "s1", "yes");

      assertThat(room.lines(room.await("r")))
          .containsExactly("[Ok[value=a, done], Ok[value=b, done], Ok[value=c, done]]", "yes");
      assertThat(peer.asked()).containsExactlyInAnyOrder("r/1", "r/2", "r/2", "r/3");
    }
  }

  @Test
  default void troubleInOneBranchIsStrongerThanADoubtInAnother() {
    var peer =
        new Peer(
            Effect.AT_MOST_ONCE,
            Policy.ONCE,
            (in, context) -> {
              if (in.equals("a")) {
                throw Failure.external("cut off", null);
              }
              return in + ", done";
            });
    var disk =
        new Disk(
            access -> access instanceof ProbedJournal.Access.Save(var step) && step.number() == 3);
    try (var room = EngineRoom.of(this, Handlers.NONE.with(DEED, peer), ASKED)) {
      room.probe(disk);
      assertThat(room.run(ASKED, "r").status()).isEqualTo(Run.Status.RUNNING);
      disk.full.set(false);
      room.advance(RETRY);

      assertThat(room.await("r").waitingFor()).contains("a person");
      assertThat(peer.asked()).containsExactlyInAnyOrder("r/1", "r/2", "r/3");
    }
  }

  @Test
  default void whatCannotBeReadDoesNotFailTheRun() {
    for (var what : List.of("signals", "steps", "find")) {
      var peer = new Peer(Effect.PURE);
      var disk = new Disk(access -> access.equals(new ProbedJournal.Access.Read(what)));
      var id = "r " + what;
      try (var room = EngineRoom.of(this, Handlers.NONE.with(DEED, peer), ASKED)) {
        room.run(ASKED, id);
        room.probe(disk);
        room.advance(Duration.ofDays(1));
        disk.refusal.awaitArrival();
        disk.full.set(false);
        assertThat(room.await(id).status()).isNotEqualTo(Run.Status.FAILED);
        room.advance(RETRY);

        assertThat(room.lines(room.await(id))).last().isEqualTo("no answer");
      }
    }
  }

  @Test
  default void aRunThatCannotBeStartedIsNotThere() {
    var peer = new Peer(Effect.PURE);
    var disk = new Disk(access -> access instanceof ProbedJournal.Access.Write);
    try (var room = EngineRoom.of(this, Handlers.NONE.with(DEED, peer), DEEDS)) {
      room.probe(disk);

      assertThatThrownBy(() -> room.start(DEEDS, "r")).hasMessage("the disk is full");
      assertThatThrownBy(() -> room.await("r")).hasMessage("There is no run 'r'");
      assertThat(room.runs().observe(EngineRoom.TENANT, "r", event -> {})).isFalse();
      disk.full.set(false);
      assertThat(room.start(DEEDS, "r")).isTrue();
      assertThat(room.await("r").status()).isEqualTo(Run.Status.DONE);
      assertThat(peer.asked()).hasSize(1);
    }
  }

  @Test
  default void aSignalThatIsKeptButCouldNotWakeWakesLater() {
    var marked = new AtomicBoolean();
    var disk = new Disk(access -> marked.get() && !(access instanceof ProbedJournal.Access.Arrive));
    try (var room = EngineRoom.of(this, Handlers.NONE.with(DEED, new Peer(Effect.PURE)), ASKED)) {
      room.run(ASKED, "r");
      room.probe(
          new ProbedJournal.Probe() {
            @Override
            public void before(ProbedJournal.Access access) {
              disk.before(access);
            }

            @Override
            public void after(ProbedJournal.Access access) {
              if (access instanceof ProbedJournal.Access.Arrive) {
                marked.set(true);
              }
            }
          });
      assertThat(room.runs().signal(EngineRoom.TENANT, "r", "answer", "s1", "yes")).isTrue();
      disk.full.set(false);
      assertThat(disk.refused.get()).isPositive();
      assertThat(room.await("r").status()).isEqualTo(Run.Status.WAITING);
      room.advance(RETRY);

      assertThat(room.lines(room.await("r"))).last().isEqualTo("yes");
    }
  }

  @Test
  default void oneRunThatCannotBeWokenDoesNotKeepOthersAsleep() {
    var peer = new Peer(Effect.PURE);
    var reads = new AtomicInteger();
    var disk =
        new Disk(access ->
            access.equals(new ProbedJournal.Access.Read("find")) && reads.incrementAndGet() == 1);
    try (var room = EngineRoom.of(this, Handlers.NONE.with(DEED, peer), ASKED)) {
      var ids = List.of("r1", "r2", "r3");
      ids.forEach(id -> room.run(ASKED, id));
      room.probe(disk);
      room.advance(Duration.ofDays(1));
      assertThat(ids.stream().map(room::await).filter(run -> run.status().isFinished())).hasSize(2);
      room.advance(RETRY);

      ids.forEach(id -> assertThat(room.await(id).status()).isEqualTo(Run.Status.DONE));
    }
  }

  @Test
  default void aMachineInTroubleLeavesTheRunUnfinished() {
    var tries = new AtomicInteger();
    var peer =
        new Peer(
            Effect.KEYED,
            Policy.ONCE,
            (in, context) -> {
              if (tries.getAndIncrement() == 0) {
                throw new OutOfMemoryError("no room");
              }
              return in;
            });
    try (var room = EngineRoom.of(this, Handlers.NONE.with(DEED, peer), DEEDS)) {
      assertThat(room.run(DEEDS, "r").status()).isEqualTo(Run.Status.RUNNING);
      room.advance(RETRY);

      assertThat(room.lines(room.await("r"))).containsExactly("x");
    }
  }

  @Test
  default void anInterruptThatNobodyMeantDoesNotLoseTheRun() {
    var tries = new AtomicInteger();
    var peer =
        new Peer(
            Effect.PURE,
            new Policy(2, Duration.ofMillis(1)),
            (in, context) -> {
              if (tries.getAndIncrement() == 0) {
                Thread.currentThread().interrupt();
                throw Failure.passing("a library was interrupted", null, Duration.ZERO);
              }
              return in;
            });
    try (var room = EngineRoom.of(this, Handlers.NONE.with(DEED, peer), DEEDS)) {
      room.pause(duration -> {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      });
      assertThat(room.run(DEEDS, "r").status()).isEqualTo(Run.Status.RUNNING);
      room.advance(RETRY);

      assertThat(room.lines(room.await("r"))).containsExactly("x");
    }
  }
}
