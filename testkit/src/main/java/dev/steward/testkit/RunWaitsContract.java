package dev.steward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.run.Durable;
import dev.steward.core.run.Effect;
import dev.steward.core.run.Graph;
import dev.steward.core.run.Handlers;
import dev.steward.core.run.Op;
import dev.steward.core.run.Policy;
import dev.steward.core.run.Run;
import dev.steward.core.run.RunEvent;
import dev.steward.core.run.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// What waiting promises: no signal is missed or taken twice, whenever it comes, and time passes
/// across processes.
public interface RunWaitsContract extends JournalledRuns {
  Op<String, String> SIGNALLING = new Op<>("signalling", String.class, String.class);

  /// A payload of more than one word.
  record Answer(String text, int stars) {}

  /// Asks for two answers, and a day for each.
  Graph<Diary> TWICE =
      EngineRoom.graph("twice", (diary, durable) -> answered(answered(diary, durable), durable));

  /// Asks for one answer, however long it takes.
  Graph<Diary> ONCE =
      EngineRoom.graph(
          "once",
          (diary, durable) ->
              diary.with(
                  durable
                      .await("answer", String.class, Duration.ofSeconds(Long.MAX_VALUE))
                      .orElse("no answer")));

  private static Diary answered(Diary diary, Durable durable) {
    return diary.with(
        durable.await("answer", String.class, Duration.ofDays(1)).orElse("no answer"));
  }

  @Test
  default void aSignalWakesTheRunThatWaitsForIt() {
    try (var room = EngineRoom.of(this, Handlers.NONE, ONCE)) {
      var waiting = room.run(ONCE, "r");
      assertThat(waiting.status()).isEqualTo(Run.Status.WAITING);
      assertThat(waiting.waitingFor()).isEqualTo("the signal 'answer'");
      assertThat(waiting.wakeAt()).isEqualTo(Instant.MAX);

      room.signal("r", "answer", "s1", "yes");

      var done = room.await("r");
      assertThat(room.lines(done)).containsExactly("yes");
      assertThat(done.waitingFor()).isEmpty();
    }
  }

  @Test
  default void aSignalCarriesARecord() {
    var graph =
        EngineRoom.graph(
            "g",
            (diary, durable) ->
                diary.with(durable.await("answer", Answer.class, Duration.ofDays(1)).toString()));
    try (var room = EngineRoom.of(this, Handlers.NONE, graph)) {
      room.run(graph, "r");
      room.runs().signal(EngineRoom.TENANT, "r", "answer", "s1", new Answer("good", 5));

      assertThat(room.lines(room.await("r")))
          .containsExactly("Optional[Answer[text=good, stars=5]]");
    }
  }

  @Test
  default void aSignalThatComesBeforeAnybodyWaitsIsFound() {
    var rooms = new ArrayList<EngineRoom>();
    var peer =
        new Peer(
            Effect.PURE,
            Policy.ONCE,
            (in, context) -> {
              rooms.getFirst().signal("r", "answer", "s1", "early");
              return in;
            });
    var graph =
        EngineRoom.graph(
            "g", (diary, durable) -> answered(diary.with(durable.call(SIGNALLING, "x")), durable));
    try (var room = EngineRoom.of(this, Handlers.NONE.with(SIGNALLING, peer), graph)) {
      rooms.add(room);

      assertThat(room.lines(room.run(graph, "r"))).containsExactly("x", "early");
    }
  }

  @Test
  default void signalsAreTakenInTheOrderOfTheirArrivalEachOnce() {
    try (var room = EngineRoom.of(this, Handlers.NONE, TWICE)) {
      room.run(TWICE, "r");
      assertThat(room.runs().signal(EngineRoom.TENANT, "r", "answer", "z", "first")).isTrue();
      assertThat(room.await("r").status()).isEqualTo(Run.Status.WAITING);
      assertThat(room.runs().signal(EngineRoom.TENANT, "r", "answer", "z", "again")).isFalse();
      assertThat(room.await("r").status()).isEqualTo(Run.Status.WAITING);
      assertThat(room.runs().signal(EngineRoom.TENANT, "r", "answer", "a", "second")).isTrue();

      assertThat(room.lines(room.await("r"))).containsExactly("first", "second");
    }
  }

  @Test
  default void signalsSentTogetherAreTakenOneByOne() {
    try (var room = EngineRoom.of(this, Handlers.NONE, TWICE)) {
      room.run(TWICE, "r");
      room.runs().close();
      var journal = room.journal();
      for (var id : List.of("z", "a")) {
        journal.signal(
            EngineRoom.TENANT,
            new Signal("r", "answer", id, codec().encode("from " + id), room.clock.instant()));
      }
      room.restart();

      assertThat(room.lines(room.await("r"))).containsExactly("from z", "from a");
    }
  }

  @Test
  default void aSignalOfAnotherNameIsNotTheAnswer() {
    try (var room = EngineRoom.of(this, Handlers.NONE, ONCE)) {
      room.run(ONCE, "r");
      room.signal("r", "question", "s1", "?");

      assertThat(room.await("r").status()).isEqualTo(Run.Status.WAITING);
      room.signal("r", "answer", "s2", "!");
      assertThat(room.lines(room.await("r"))).containsExactly("!");
    }
  }

  @Test
  default void whoeverSignalsNobodyIsTold() {
    try (var room = EngineRoom.of(this, Handlers.NONE, ONCE)) {
      room.run(ONCE, "r");

      for (var tenant : List.of("zeta", "")) {
        assertThatThrownBy(() -> room.runs().signal(tenant, "r", "answer", "s", "x"))
            .isInstanceOfSatisfying(
                Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USER))
            .hasMessageContaining("'r'");
      }
      assertThat(room.await("r").status()).isEqualTo(Run.Status.WAITING);
    }
  }

  @Test
  default void aSignalForAFinishedRunChangesNothing() {
    try (var room = EngineRoom.of(this, Handlers.NONE, ONCE)) {
      room.run(ONCE, "r");
      room.signal("r", "answer", "s1", "yes");
      var done = room.await("r");

      assertThat(room.runs().signal(EngineRoom.TENANT, "r", "answer", "s2", "late")).isTrue();

      assertThat(room.await("r")).isEqualTo(done);
    }
  }

  @Test
  default void whenTheTimeHasPassedTheAnswerIsEmpty() {
    try (var room = EngineRoom.of(this, Handlers.NONE, TWICE)) {
      var waiting = room.run(TWICE, "r");
      assertThat(waiting.wakeAt()).isEqualTo(room.clock.instant().plus(Duration.ofDays(1)));

      room.advance(Duration.ofDays(1).minusNanos(1));
      assertThat(room.await("r")).isEqualTo(waiting);
      room.advance(Duration.ofNanos(1));
      assertThat(room.await("r").wakeAt()).isEqualTo(room.clock.instant().plus(Duration.ofDays(1)));
      room.advance(Duration.ofDays(1));

      assertThat(room.lines(room.await("r"))).containsExactly("no answer", "no answer");
    }
  }

  @Test
  default void aDeadlineStaysWhereItWasAcrossProcesses() {
    try (var room = EngineRoom.of(this, Handlers.NONE, ONCE, TWICE)) {
      var waiting = room.run(TWICE, "r");
      room.clock.advance(Duration.ofHours(23));
      room.restart();
      assertThat(room.await("r")).isEqualTo(waiting);
      room.advance(Duration.ofHours(1));

      var next = room.await("r");
      assertThat(next.wakeAt()).isEqualTo(waiting.wakeAt().plus(Duration.ofDays(1)));
      room.clock.advance(Duration.ofDays(30));
      room.restart();
      room.runs().wakeDue();
      assertThat(room.lines(room.await("r"))).containsExactly("no answer", "no answer");
    }
  }

  @Test
  default void anAnswerThatIsThereWhenTheTimeHasPassedCounts() {
    try (var room = EngineRoom.of(this, Handlers.NONE, TWICE)) {
      room.run(TWICE, "r");
      room.clock.advance(Duration.ofDays(2));
      room.signal("r", "answer", "s1", "just in time");
      assertThat(room.await("r").status()).isEqualTo(Run.Status.WAITING);
      room.signal("r", "answer", "s2", "and another");

      assertThat(room.lines(room.await("r"))).containsExactly("just in time", "and another");
    }
  }

  @Test
  default void waitingNoTimeDoesNotWait() {
    var graph =
        EngineRoom.graph(
            "g",
            (diary, durable) -> {
              durable.sleep(Duration.ZERO);
              durable.sleep(Duration.ofSeconds(-5));
              return diary.with(
                  durable.await("answer", String.class, Duration.ZERO).orElse("no answer"));
            });
    try (var room = EngineRoom.of(this, Handlers.NONE, graph)) {
      assertThat(room.lines(room.run(graph, "r"))).containsExactly("no answer");
      assertThat(settled(room)).containsExactly(Run.Status.DONE);
    }
  }

  @Test
  default void aRunSleepsAcrossProcesses() {
    var graph =
        EngineRoom.graph(
            "g",
            (diary, durable) -> {
              var before = durable.now();
              durable.sleep(Duration.ofDays(3));
              return diary.with(Duration.between(before, durable.now()).toString());
            });
    try (var room = EngineRoom.of(this, Handlers.NONE, graph)) {
      var asleep = room.run(graph, "r");
      assertThat(asleep.status()).isEqualTo(Run.Status.WAITING);
      assertThat(asleep.wakeAt()).isEqualTo(room.clock.instant().plus(Duration.ofDays(3)));
      room.clock.advance(Duration.ofDays(2));
      room.restart();
      room.runs().wakeDue();
      assertThat(room.await("r")).isEqualTo(asleep);
      room.advance(Duration.ofDays(2));

      assertThat(room.lines(room.await("r"))).containsExactly("PT96H");
    }
  }

  @Test
  default void aSignalDoesNotShortenASleep() {
    var graph =
        EngineRoom.graph(
            "g",
            (diary, durable) -> {
              durable.sleep(Duration.ofHours(1));
              return answered(diary, durable);
            });
    try (var room = EngineRoom.of(this, Handlers.NONE, graph)) {
      room.run(graph, "r");
      room.signal("r", "answer", "s1", "hello?");
      var asleep = room.await("r");
      assertThat(asleep.waitingFor()).startsWith("the time");
      room.advance(Duration.ofHours(1));

      assertThat(room.lines(room.await("r"))).containsExactly("hello?");
    }
  }

  @Test
  default void aSignalIsNotMissedWhateverTheRunIsJustDoing() {
    signalledInBetween("after looking", new Between(access -> false, RunWaitsContract::looks));
    signalledInBetween("before resting", new Between(RunWaitsContract::rests, access -> false));
    signalledInBetween("after resting", new Between(access -> false, RunWaitsContract::rests));
  }

  private void signalledInBetween(String id, Between between) {
    try (var room = EngineRoom.of(this, Handlers.NONE, ONCE)) {
      between.comesIn = once(() -> room.signal(id, "answer", "s1", "yes"));
      room.probe(between);

      var run = room.run(ONCE, id);

      assertThat(run.status()).as(id).isEqualTo(Run.Status.DONE);
      assertThat(room.lines(run)).containsExactly("yes");
    }
  }

  @Test
  default void aSignalThatComesTheMomentTheRunRestsWakesIt() {
    try (var gate = new Gate();
        var room = EngineRoom.of(this, Handlers.NONE, ONCE)) {
      room.observer(event -> {
        if (event instanceof RunEvent.Settled(var run) && run.status() == Run.Status.WAITING) {
          room.signal("r", "answer", "s1", "yes");
          gate.arrive();
        }
      });
      room.start(ONCE, "r");
      gate.awaitArrival();

      assertThat(room.lines(room.await("r"))).containsExactly("yes");
    }
  }

  /// Somebody comes in between.
  final class Between implements ProbedJournal.Probe {
    private final Predicate<ProbedJournal.Access> before;
    private final Predicate<ProbedJournal.Access> after;
    private volatile Runnable comesIn = () -> {};

    private Between(Predicate<ProbedJournal.Access> before, Predicate<ProbedJournal.Access> after) {
      this.before = before;
      this.after = after;
    }

    @Override
    public void before(ProbedJournal.Access access) {
      if (before.test(access)) {
        comesIn.run();
      }
    }

    @Override
    public void after(ProbedJournal.Access access) {
      if (after.test(access)) {
        comesIn.run();
      }
    }
  }

  private static boolean looks(ProbedJournal.Access access) {
    return read(access, "signals");
  }

  private static boolean read(ProbedJournal.Access access, String what) {
    return access.equals(new ProbedJournal.Access.Read(what));
  }

  private static boolean rests(ProbedJournal.Access access) {
    return access instanceof ProbedJournal.Access.Write(var run)
        && run.status() == Run.Status.WAITING;
  }

  private static Runnable once(Runnable work) {
    var done = new AtomicBoolean();
    return () -> {
      if (done.compareAndSet(false, true)) {
        work.run();
      }
    };
  }

  @Test
  default void aSignalWrittenDownJustBeforeTheEndOfAProcessWakesInTheNext() {
    try (var room = EngineRoom.of(this, Handlers.NONE, ONCE)) {
      room.run(ONCE, "r");
      room.journal()
          .signal(
              EngineRoom.TENANT,
              new Signal("r", "answer", "s1", codec().encode("yes"), room.clock.instant()));
      room.restart();

      assertThat(room.lines(room.await("r"))).containsExactly("yes");
    }
  }

  @Test
  default void aRunThatGoesOnLeavesNoAlarmBehind() {
    try (var room = EngineRoom.of(this, Handlers.NONE, TWICE)) {
      room.run(TWICE, "r");
      room.signal("r", "answer", "s1", "one");
      room.await("r");
      room.signal("r", "answer", "s2", "two");
      assertThat(room.await("r").status()).isEqualTo(Run.Status.DONE);
      var touched = new AtomicBoolean();
      room.probe(
          new ProbedJournal.Probe() {
            @Override
            public void before(ProbedJournal.Access access) {
              touched.set(true);
            }
          });
      room.advance(Duration.ofDays(9));

      assertThat(touched).isFalse();
    }
  }

  @Test
  default void aLateWakeUpDoesNotBringAFinishedRunBack() {
    var written = Collections.synchronizedList(new ArrayList<Run.Status>());
    try (var room = EngineRoom.of(this, Handlers.NONE, ONCE)) {
      room.run(ONCE, "r");
      var arrived = new AtomicBoolean();
      // Whoever wakes the run has just found it waiting when somebody else is faster.
      var faster = once(() -> answerAndWait(room, Duration.ofMillis(300)));
      room.probe(
          new ProbedJournal.Probe() {
            @Override
            public void after(ProbedJournal.Access access) {
              switch (access) {
                case ProbedJournal.Access.Arrive arrive -> arrived.set(true);
                case ProbedJournal.Access.Write(var run) -> written.add(run.status());
                case ProbedJournal.Access.Read read -> {
                  if (arrived.get() && read(access, "find")) {
                    faster.run();
                  }
                }
                case ProbedJournal.Access.Save save -> {}
              }
            }
          });
      room.signal("r", "other", "s1", "x");

      assertThat(room.await("r").status()).isEqualTo(Run.Status.DONE);
      assertThat(written).endsWith(Run.Status.DONE).containsOnlyOnce(Run.Status.DONE);
    }
  }

  /// If the engine lets nobody else carry the run on meanwhile, there is nothing to wait for.
  private static void answerAndWait(EngineRoom room, Duration atMost) {
    room.signal("r", "answer", "s2", "yes");
    try {
      room.runs().await(EngineRoom.TENANT, "r", atMost);
    } catch (Failure failure) {
      assertThat(failure.kind()).isEqualTo(Failure.Kind.LIMIT);
    }
  }

  @Test
  default void manySignalsFromManyThreadsReachTheirRuns() {
    try (var room = EngineRoom.of(this, Handlers.NONE, TWICE)) {
      Together.run(
          8,
          thread -> {
            for (int i = 0; i < 12; i++) {
              var id = thread + "-" + i;
              room.start(TWICE, id);
              room.signal(id, "answer", "s1", "one");
              room.signal(id, "answer", "s2", "two");
            }
            return thread;
          });

      for (int thread = 0; thread < 8; thread++) {
        for (int i = 0; i < 12; i++) {
          assertThat(room.lines(room.await(thread + "-" + i))).containsExactly("one", "two");
        }
      }
    }
  }

  private static List<Run.Status> settled(EngineRoom room) {
    var statuses = new ArrayList<Run.Status>();
    Consumer<RunEvent> note =
        event -> {
          if (event instanceof RunEvent.Settled(var run)) {
            statuses.add(run.status());
          }
        };
    room.events.forEach(note);
    return statuses;
  }
}
