package dev.steward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.run.CallContext;
import dev.steward.core.run.Effect;
import dev.steward.core.run.Graph;
import dev.steward.core.run.Handler;
import dev.steward.core.run.Handlers;
import dev.steward.core.run.Op;
import dev.steward.core.run.Policy;
import dev.steward.core.run.Run;
import dev.steward.core.run.RunEvent;
import dev.steward.core.run.Step;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What cancelling a run promises.
public interface RunCancelContract extends JournalledRuns {
  Op<String, String> ERRAND = new Op<>("errand", String.class, String.class);
  Op<String, String> QUESTION = new Op<>("question", String.class, String.class);

  /// Two steps, whatever becomes of the first.
  Graph<Diary> ERRANDS =
      EngineRoom.graph(
          "errands",
          (diary, durable) -> {
            var first = diary;
            try {
              first = diary.with(durable.call(ERRAND, "a"));
            } catch (Failure failure) {
              first = diary.with(failure.text());
            }
            return first.with(durable.call(ERRAND, "b"));
          });

  Graph<Diary> QUESTIONS =
      EngineRoom.graph(
          "questions",
          (diary, durable) -> {
            try {
              return diary.with(durable.call(QUESTION, "a"));
            } catch (Failure failure) {
              return diary.with(durable.call(QUESTION, "b"));
            }
          });

  /// A step that waits at a gate for its answer.
  private static Handler<String, String> asking(Gate gate) {
    return new Handler<>() {
      @Override
      public String run(String in, CallContext context) {
        gate.pass();
        return in;
      }

      @Override
      public boolean isInterruptible() {
        return true;
      }
    };
  }

  private static Peer standing(Effect effect, Gate gate) {
    return new Peer(
        effect,
        Policy.ONCE,
        (in, context) -> {
          gate.pass();
          return in + ", done";
        });
  }

  private static void cancel(EngineRoom room, String id) {
    room.runs().cancel(EngineRoom.TENANT, id);
  }

  @Test
  default void aStepThatWaitsForAnAnswerIsBrokenOff() {
    try (var gate = new Gate();
        var room = EngineRoom.of(this, Handlers.NONE.with(QUESTION, asking(gate)), QUESTIONS)) {
      room.start(QUESTIONS, "r");
      gate.awaitArrival();
      cancel(room, "r");

      var run = room.await("r");
      assertThat(run.status()).isEqualTo(Run.Status.CANCELLED);
      assertThat(run.error()).isEmpty();
      assertThat(room.journal().steps(EngineRoom.TENANT, "r")).isEmpty();
      assertThat(room.events).last().isEqualTo(new RunEvent.Settled(run));
      assertThat(room.journal().find(EngineRoom.TENANT, "r")).contains(run);
      assertThat(room.journal().unfinished()).isEmpty();
    }
  }

  @Test
  default void aStepThatChangesSomethingIsLetFinishAndNoOtherBegins() {
    for (var effect : Effect.values()) {
      var id = "r " + effect;
      try (var gate = new Gate()) {
        var peer = standing(effect, gate);
        try (var room = EngineRoom.of(this, Handlers.NONE.with(ERRAND, peer), ERRANDS)) {
          room.start(ERRANDS, id);
          gate.awaitArrival();
          cancel(room, id);
          gate.open();

          assertThat(room.await(id).status()).isEqualTo(Run.Status.CANCELLED);
          assertThat(peer.happened()).containsOnlyKeys("a");
          assertThat(room.journal().steps(EngineRoom.TENANT, id))
              .extracting(Step::status)
              .containsExactly(Step.Status.DONE);
        }
      }
    }
  }

  @Test
  default void aStepThatFailsIsNotTriedAgain() {
    var gate = new Gate();
    var peer =
        new Peer(
            Effect.KEYED,
            new Policy(5, Duration.ofSeconds(1)),
            (in, context) -> {
              gate.pass();
              throw Failure.passing("not now", null, Duration.ZERO);
            });
    try (gate;
        var room = EngineRoom.of(this, Handlers.NONE.with(ERRAND, peer), ERRANDS)) {
      room.start(ERRANDS, "r");
      gate.awaitArrival();
      cancel(room, "r");
      gate.open();

      assertThat(room.await("r").status()).isEqualTo(Run.Status.CANCELLED);
      assertThat(peer.asked()).containsExactly("r/1");
    }
  }

  @Test
  default void thePauseBetweenTwoAttemptsEndsAtOnce() {
    try (var gate = new Gate()) {
      var peer =
          new Peer(
              Effect.PURE,
              new Policy(5, Duration.ofDays(1)),
              (in, context) -> {
                throw Failure.passing("not now", null, Duration.ZERO);
              });
      try (var room = EngineRoom.of(this, Handlers.NONE.with(ERRAND, peer), ERRANDS)) {
        room.pause(duration -> {
          gate.arrive();
          Thread.sleep(duration);
        });
        room.start(ERRANDS, "r");
        gate.awaitArrival();
        cancel(room, "r");

        assertThat(room.await("r").status()).isEqualTo(Run.Status.CANCELLED);
        assertThat(peer.asked()).containsExactly("r/1");
      }
    }
  }

  @Test
  default void ofAFanOutOnlyWhatHasBegunIsDone() {
    var graph =
        EngineRoom.graph(
            "fan",
            (diary, durable) ->
                diary.with(durable.fanOut(ERRAND, List.of("a", "b", "c", "d"), 1).toString()));
    try (var gate = new Gate()) {
      var peer = standing(Effect.KEYED, gate);
      try (var room = EngineRoom.of(this, Handlers.NONE.with(ERRAND, peer), graph)) {
        room.start(graph, "r");
        gate.awaitArrival();
        cancel(room, "r");
        gate.open();

        assertThat(room.await("r").status()).isEqualTo(Run.Status.CANCELLED);
        assertThat(peer.asked()).hasSize(1);
        assertThat(room.journal().steps(EngineRoom.TENANT, "r")).hasSize(1);
      }
    }
  }

  @Test
  default void aRunThatWaitsIsCancelledAtOnce() {
    var graph =
        EngineRoom.graph(
            "waits",
            (diary, durable) ->
                diary.with(
                    durable.await("answer", String.class, Duration.ofDays(1)).orElse("no answer")));
    try (var room = EngineRoom.of(this, Handlers.NONE, graph)) {
      room.run(graph, "r");
      cancel(room, "r");

      assertThat(room.await("r").status()).isEqualTo(Run.Status.CANCELLED);
      room.signal("r", "answer", "s1", "yes");
      room.advance(Duration.ofDays(2));
      assertThat(room.await("r").status()).isEqualTo(Run.Status.CANCELLED);
    }
  }

  @Test
  default void whatIsInDoubtAfterACrashIsNotDoneAgain() {
    for (var effect : Effect.values()) {
      var id = "r " + effect;
      try (var gate = new Gate()) {
        var peer = standing(effect, gate);
        try (var room = EngineRoom.of(this, Handlers.NONE.with(ERRAND, peer), ERRANDS)) {
          room.start(ERRANDS, id);
          gate.awaitArrival();
          cancel(room, id);
          room.restart();

          assertThat(room.await(id).status()).isEqualTo(Run.Status.CANCELLED);
          assertThat(peer.asked()).containsExactly(id + "/1");
          assertThat(room.journal().steps(EngineRoom.TENANT, id))
              .extracting(Step::status)
              .isEqualTo(
                  switch (effect) {
                    case PURE, KEYED -> List.of();
                    case VERIFY -> List.of(Step.Status.BEGUN);
                    case AT_MOST_ONCE -> List.of(Step.Status.UNKNOWN);
                  });
          room.restart();
          assertThat(room.await(id).status()).isEqualTo(Run.Status.CANCELLED);
        }
      }
    }
  }

  @Test
  default void aRunThatAPersonIsAskedAboutCanBeCancelled() {
    var peer =
        new Peer(
            Effect.AT_MOST_ONCE,
            Policy.ONCE,
            (in, context) -> {
              throw Failure.external("cut off", null);
            });
    try (var room = EngineRoom.of(this, Handlers.NONE.with(ERRAND, peer), ERRANDS)) {
      assertThat(room.run(ERRANDS, "r").status()).isEqualTo(Run.Status.WAITING);
      cancel(room, "r");

      assertThat(room.await("r").status()).isEqualTo(Run.Status.CANCELLED);
      room.runs().resolve(EngineRoom.TENANT, "r", false);
      assertThat(room.await("r").status()).isEqualTo(Run.Status.CANCELLED);
      assertThat(peer.asked()).hasSize(1);
    }
  }

  @Test
  default void cancellingTwiceOrTooLateChangesNothing() {
    var peer = new Peer(Effect.KEYED);
    try (var room = EngineRoom.of(this, Handlers.NONE.with(ERRAND, peer), ERRANDS)) {
      var done = room.run(ERRANDS, "r");
      cancel(room, "r");
      cancel(room, "r");
      room.restart();

      assertThat(room.await("r")).isEqualTo(done);
      assertThatThrownBy(() -> cancel(room, "nobody")).hasMessage("There is no run 'nobody'");
    }
  }

  @Test
  default void whoeverConcludesGoesToItsEnd() {
    try (var gate = new Gate()) {
      var peer = standing(Effect.KEYED, gate);
      var graph =
          Graph.named("concludes", Diary.class)
              .node("last", (diary, durable) -> diary.with(durable.call(ERRAND, "a")))
              .node("very-last", (diary, durable) -> diary.with(durable.call(ERRAND, "b")))
              .edge("last", "very-last")
              .concluding("last", "very-last")
              .build();
      try (var room = EngineRoom.of(this, Handlers.NONE.with(ERRAND, peer), graph)) {
        room.start(graph, "r");
        gate.awaitArrival();
        cancel(room, "r");
        gate.open();

        assertThat(room.await("r").status()).isEqualTo(Run.Status.DONE);
        assertThat(peer.happened()).containsOnlyKeys("a", "b");
      }
    }
  }

  @Test
  default void theNextOfTheLaneGoesOnAndOneThatWaitsForItsTurnNeverBegins() {
    try (var gate = new Gate()) {
      var peer = standing(Effect.KEYED, gate);
      try (var room = EngineRoom.of(this, Handlers.NONE.with(ERRAND, peer), ERRANDS)) {
        room.start(ERRANDS, "lane", "r1");
        gate.awaitArrival();
        room.start(ERRANDS, "lane", "r2");
        room.start(ERRANDS, "lane", "r3");
        cancel(room, "r1");
        cancel(room, "r2");
        gate.open();

        assertThat(room.await("r1").status()).isEqualTo(Run.Status.CANCELLED);
        assertThat(room.await("r2").status()).isEqualTo(Run.Status.CANCELLED);
        assertThat(room.await("r3").status()).isEqualTo(Run.Status.DONE);
        assertThat(peer.asked()).containsExactly("r1/1", "r3/1", "r3/2");
      }
    }
  }
}
