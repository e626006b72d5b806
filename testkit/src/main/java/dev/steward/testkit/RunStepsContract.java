package dev.steward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.run.CallContext;
import dev.steward.core.run.Durable;
import dev.steward.core.run.Effect;
import dev.steward.core.run.Graph;
import dev.steward.core.run.Handler;
import dev.steward.core.run.Handlers;
import dev.steward.core.run.Op;
import dev.steward.core.run.Policy;
import dev.steward.core.run.Result;
import dev.steward.core.run.Run;
import dev.steward.core.run.RunEvent;
import dev.steward.core.run.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// What a step promises: to be carried out once, tried again when that may help, and to answer the
/// same on replay, its failure too.
public interface RunStepsContract extends JournalledRuns {
  Op<String, String> DO = new Op<>("do", String.class, String.class);
  Op<String, String> OTHER = new Op<>("other", String.class, String.class);
  Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

  @Test
  default void aRunThatIsDoneKeepsItsLastStateAndItsSteps() {
    var peer = new Peer(Effect.PURE);
    var graph = EngineRoom.graph("g", (diary, durable) -> diary.with(durable.call(DO, "x")));
    try (var room = EngineRoom.of(this, Handlers.NONE.with(DO, peer), graph)) {
      var run = room.run(graph, "r");

      assertThat(run.status()).isEqualTo(Run.Status.DONE);
      assertThat(room.lines(run)).containsExactly("x, done");
      assertThat(room.journal().steps(EngineRoom.TENANT, "r"))
          .singleElement()
          .satisfies(step -> {
            assertThat(step.key()).isEqualTo("r/1");
            assertThat(step.node()).isEqualTo("only");
            assertThat(step.op()).isEqualTo("do");
            assertThat(step.status()).isEqualTo(Step.Status.DONE);
            assertThat(step.attempts()).isEqualTo(1);
            assertThat(step.input()).isEqualTo(codec().encode("x"));
            assertThat(step.output()).isEqualTo(codec().encode("x, done"));
          });
      assertThat(peer.asked()).containsExactly("r/1");
    }
  }

  @Test
  default void aStepIsSeenToBeginToHaveWorkedAndToEnd() {
    Handler<String, String> speaking =
        (in, context) -> {
          context.stream("hello");
          return in;
        };
    var graph = EngineRoom.graph("g", (diary, durable) -> diary.with(durable.call(DO, "x")));
    try (var room = EngineRoom.of(this, Handlers.NONE.with(DO, speaking), graph)) {
      room.run(graph, "r");

      assertThat(room.events)
          .extracting(event -> event.getClass().getSimpleName())
          .containsExactly("Begun", "Text", "Worked", "Ended", "Settled");
      assertThat(room.events).contains(new RunEvent.Text("r", "hello"));
      assertThat(((RunEvent.Settled) room.events.getLast()).run().status())
          .isEqualTo(Run.Status.DONE);
    }
  }

  @Test
  default void aFailureIsThrownAgainOnReplayJustAsItWas() {
    var failures =
        List.of(
            Failure.user("no such person"),
            Failure.limit("the budget is used up"),
            Failure.external("refused", null),
            Failure.passing("busy", null, Duration.ofSeconds(7)),
            Failure.internal("a bug", null));
    var next = new AtomicInteger();
    var peer =
        peer(
            Effect.PURE,
            Policy.ONCE,
            context -> {
              throw failures.get(next.getAndIncrement());
            });
    var seen = Collections.synchronizedList(new ArrayList<String>());
    var graph =
        EngineRoom.graph(
            "g",
            (diary, durable) -> {
              for (int i = 0; i < failures.size(); i++) {
                seen.add(failureOf(() -> durable.call(DO, "x")));
              }
              return answered(diary, durable);
            });
    try (var room = EngineRoom.of(this, Handlers.NONE.with(DO, peer), graph)) {
      room.run(graph, "r");
      room.restart();
      room.signal("r", "answer", "s", "yes");

      assertThat(room.await("r").status()).isEqualTo(Run.Status.DONE);
      var live = seen.subList(0, failures.size());
      assertThat(live)
          .containsExactlyElementsOf(failures.stream().map(RunStepsContract::told).toList());
      assertThat(seen.subList(failures.size(), seen.size())).isEqualTo(live);
      assertThat(peer.asked()).hasSize(failures.size());
    }
  }

  @Test
  default void aFailureThatNobodyCatchesFailsTheRun() {
    var peer =
        peer(
            Effect.PURE,
            Policy.ONCE,
            context -> {
              throw Failure.user("There is no John");
            });
    var graph = EngineRoom.graph("g", (diary, durable) -> diary.with(durable.call(DO, "x")));
    try (var room = EngineRoom.of(this, Handlers.NONE.with(DO, peer), graph)) {
      var run = room.run(graph, "r");

      assertThat(run.status()).isEqualTo(Run.Status.FAILED);
      assertThat(run.error()).isEqualTo("There is no John");
      room.restart();
      assertThat(room.await("r")).isEqualTo(run);
      assertThat(peer.asked()).hasSize(1);
    }
  }

  @Test
  default void whatFailsInPassingIsTriedAgainAfterPauses() {
    var waits = List.of(Duration.ZERO, Duration.ofSeconds(5), Duration.ofMillis(1));
    var tries = new AtomicInteger();
    var peer =
        peer(
            Effect.KEYED,
            new Policy(4, Duration.ofMillis(100)),
            context -> {
              int nth = tries.getAndIncrement();
              if (nth < 3) {
                throw Failure.passing("busy", null, waits.get(nth));
              }
              return "at last";
            });
    var graph = EngineRoom.graph("g", (diary, durable) -> diary.with(durable.call(DO, "x")));
    try (var room = EngineRoom.of(this, Handlers.NONE.with(DO, peer), graph)) {
      var run = room.run(graph, "r");

      assertThat(room.lines(run)).containsExactly("at last");
      assertThat(room.pauses)
          .containsExactly(Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofMillis(400));
      assertThat(peer.asked()).containsExactly("r/1", "r/1", "r/1", "r/1");
      assertThat(room.journal().steps(EngineRoom.TENANT, "r").getFirst().attempts()).isEqualTo(4);
      assertThat(room.events.stream().filter(event -> event instanceof RunEvent.Begun)).hasSize(4);
    }
  }

  @Test
  default void triesEndWithTheLastFailure() {
    var tries = new AtomicInteger();
    var peer =
        peer(
            Effect.PURE,
            new Policy(3, Duration.ofSeconds(1)),
            context -> {
              throw Failure.passing("busy " + tries.incrementAndGet(), null, Duration.ZERO);
            });
    var graph = EngineRoom.graph("g", (diary, durable) -> diary.with(durable.call(DO, "x")));
    try (var room = EngineRoom.of(this, Handlers.NONE.with(DO, peer), graph)) {
      var run = room.run(graph, "r");

      assertThat(run.error()).isEqualTo("busy 3");
      assertThat(room.pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
      var step = room.journal().steps(EngineRoom.TENANT, "r").getFirst();
      assertThat(step.status()).isEqualTo(Step.Status.FAILED);
      assertThat(step.attempts()).isEqualTo(3);
    }
  }

  @Test
  default void whatFailsForGoodIsNotTriedAgain() {
    for (var failure :
        List.of(
            Failure.user("no"),
            Failure.limit("no"),
            Failure.external("no", null),
            Failure.internal("no", null))) {
      var peer =
          peer(
              Effect.PURE,
              new Policy(5, Duration.ZERO),
              context -> {
                throw failure;
              });
      var graph = EngineRoom.graph("g", (diary, durable) -> diary.with(durable.call(DO, "x")));
      try (var room = EngineRoom.of(this, Handlers.NONE.with(DO, peer), graph)) {
        room.run(graph, "r " + failure.kind());

        assertThat(peer.asked()).hasSize(1);
        assertThat(room.pauses).isEmpty();
      }
    }
  }

  @Test
  default void aHandlerThatBreaksFailsItsStepAndTellsNoSecrets() {
    Map<String, Supplier<String>> breaking =
        Map.of(
            "IllegalStateException",
            () -> {
              throw new IllegalStateException("hunter2");
            },
            "StackOverflowError",
            () -> endless(0),
            "NoClassDefFoundError",
            () -> {
              throw new NoClassDefFoundError("hunter2");
            },
            "AssertionError",
            () -> {
              throw new AssertionError("hunter2");
            });
    breaking.forEach((name, work) -> {
      var peer = peer(Effect.PURE, new Policy(3, Duration.ZERO), context -> work.get());
      var graph =
          EngineRoom.graph(
              "g", (diary, durable) -> diary.with(failureOf(() -> durable.call(DO, "x"))));
      try (var room = EngineRoom.of(this, Handlers.NONE.with(DO, peer), graph)) {
        var run = room.run(graph, name);

        assertThat(room.lines(run))
            .singleElement()
            .asString()
            .startsWith("INTERNAL false PT0S Step 1 (do) broke: ")
            .contains(name)
            .doesNotContain("hunter2");
        assertThat(peer.asked()).hasSize(1);
      }
    });
  }

  @Test
  default void aGraphThatBreaksFailsItsRunAndTellsNoSecrets() {
    var breaking =
        EngineRoom.graph(
            "breaking",
            (diary, durable) -> {
              throw new IllegalStateException("hunter2");
            });
    var endless = EngineRoom.graph("endless", (diary, durable) -> diary.with(endless(0)));
    try (var room = EngineRoom.of(this, Handlers.NONE, breaking, endless)) {
      var broken = room.run(breaking, "r1");
      var overflown = room.run(endless, "r2");

      assertThat(broken.status()).isEqualTo(Run.Status.FAILED);
      assertThat(broken.error())
          .contains("breaking", "IllegalStateException")
          .doesNotContain("hunter2");
      assertThat(overflown.status()).isEqualTo(Run.Status.FAILED);
      assertThat(overflown.error()).contains("endless", "StackOverflowError");
    }
  }

  @Test
  default void whatNothingCarriesOutFailsAndStaysFailed() {
    var graph =
        EngineRoom.graph(
            "g",
            (diary, durable) ->
                answered(diary.with(failureOf(() -> durable.call(DO, "x"))), durable));
    try (var room = EngineRoom.of(this, Handlers.NONE, graph)) {
      room.run(graph, "r");
      assertThat(room.journal().steps(EngineRoom.TENANT, "r").getFirst().status())
          .isEqualTo(Step.Status.FAILED);
      room.restart();
      room.signal("r", "answer", "s", "yes");

      assertThat(room.lines(room.await("r")).getFirst()).startsWith("INTERNAL").contains("'do'");
    }
  }

  @Test
  default void whatMayHaveHappenedIsLookedAtBeforeItIsTriedAgainOrGivenUp() {
    for (var failure :
        List.of(
            Failure.passing("timed out", null, Duration.ZERO), Failure.external("cut off", null))) {
      for (var attempts : List.of(1, 3)) {
        var peer = new AfterAll(Effect.VERIFY, new Policy(attempts, Duration.ZERO), failure);
        var graph = EngineRoom.graph("g", (diary, durable) -> diary.with(durable.call(DO, "x")));
        try (var room = EngineRoom.of(this, Handlers.NONE.with(DO, peer), graph)) {
          var run = room.run(graph, "r%s %d".formatted(failure.text(), attempts));

          assertThat(room.lines(run)).containsExactly("it happened");
          assertThat(peer.asked.get()).isEqualTo(1);
        }
      }
    }
  }

  @Test
  default void whileOneCannotLookTheRunWaitsAndLooksAgain() {
    var peer =
        new AfterAll(Effect.VERIFY, Policy.ONCE, Failure.passing("cut off", null, Duration.ZERO));
    peer.blind = true;
    var graph =
        EngineRoom.graph(
            "g", (diary, durable) -> diary.with(failureOf(() -> durable.call(DO, "x"))));
    try (var room = EngineRoom.of(this, Handlers.NONE.with(DO, peer), graph)) {
      var run = room.run(graph, "r");
      assertThat(run.status()).isEqualTo(Run.Status.WAITING);
      assertThat(run.waitingFor()).contains("step 1 (do)");
      assertThat(run.wakeAt()).isEqualTo(room.clock.instant().plus(Duration.ofMinutes(1)));

      room.advance(Duration.ofMinutes(1));
      assertThat(room.await("r").status()).isEqualTo(Run.Status.WAITING);
      peer.blind = false;
      room.restart();
      room.advance(Duration.ofMinutes(1));

      assertThat(room.lines(room.await("r"))).containsExactly("it happened");
      assertThat(peer.asked.get()).isEqualTo(1);
    }
  }

  @Test
  default void onlyWhatWasRefusedIsCertainNotToHaveHappened() {
    var refusals = List.of(Failure.user("no such number"), Failure.limit("no budget"));
    var doubts =
        List.of(
            Failure.external("cut off", null),
            Failure.passing("timed out", null, Duration.ZERO),
            Failure.internal("a bug", null));
    for (var failure : refusals) {
      assertThat(runOnce(failure).status()).as(failure.text()).isEqualTo(Run.Status.FAILED);
    }
    for (var failure : doubts) {
      var run = runOnce(failure);
      assertThat(run.status()).as(failure.text()).isEqualTo(Run.Status.WAITING);
      assertThat(run.waitingFor()).contains("a person", "step 1 (do)");
    }
  }

  private Run runOnce(Failure failure) {
    var peer = new AfterAll(Effect.AT_MOST_ONCE, new Policy(3, Duration.ZERO), failure);
    var graph = EngineRoom.graph("g", (diary, durable) -> diary.with(durable.call(DO, "x")));
    try (var room = EngineRoom.of(this, Handlers.NONE.with(DO, peer), graph)) {
      var run = room.run(graph, failure.text());
      assertThat(peer.asked.get()).isEqualTo(1);
      assertThat(room.pauses).isEmpty();
      return run;
    }
  }

  @Test
  default void aPersonsWordSettlesWhatCannotBeKnown() {
    for (var happened : List.of(true, false)) {
      var tries = new AtomicInteger();
      var peer =
          peer(
              Effect.AT_MOST_ONCE,
              Policy.ONCE,
              context -> {
                if (tries.getAndIncrement() == 0) {
                  throw Failure.external("cut off", null);
                }
                return "done at last";
              });
      var graph = EngineRoom.graph("g", (diary, durable) -> diary.with(durable.call(DO, "x")));
      try (var room = EngineRoom.of(this, Handlers.NONE.with(DO, peer), graph)) {
        var id = "r " + happened;
        room.run(graph, id);
        room.runs().resolve(EngineRoom.TENANT, id, happened);

        assertThat(room.lines(room.await(id)))
            .containsExactly(happened ? "x, done" : "done at last");
        assertThat(tries.get()).isEqualTo(happened ? 1 : 2);
      }
    }
  }

  @Test
  default void aDoubtThatComesBackIsAskedAgain() {
    var peer = new AfterAll(Effect.AT_MOST_ONCE, Policy.ONCE, Failure.external("cut off", null));
    var graph = EngineRoom.graph("g", (diary, durable) -> diary.with(durable.call(DO, "x")));
    try (var room = EngineRoom.of(this, Handlers.NONE.with(DO, peer), graph)) {
      room.run(graph, "r");
      for (int no = 1; no <= 3; no++) {
        room.runs().resolve(EngineRoom.TENANT, "r", false);
        assertThat(room.await("r").status()).isEqualTo(Run.Status.WAITING);
        assertThat(peer.asked.get()).isEqualTo(1 + no);
      }
      room.runs().resolve(EngineRoom.TENANT, "r", true);

      assertThat(room.lines(room.await("r"))).containsExactly("confirmed");
      assertThat(peer.asked.get()).isEqualTo(4);
    }
  }

  @Test
  default void nobodyIsAskedForAWordThatNothingWaitsFor() {
    var graph = EngineRoom.graph("g", RunStepsContract::answered);
    try (var room = EngineRoom.of(this, Handlers.NONE, graph)) {
      room.run(graph, "r");

      assertThatThrownBy(() -> room.runs().resolve(EngineRoom.TENANT, "r", true))
          .isInstanceOfSatisfying(
              Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USER))
          .hasMessageContaining("none of its steps is in doubt");
      assertThatThrownBy(() -> room.runs().resolve("zeta", "r", true))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("There is no run 'r'");
    }
  }

  @Test
  default void twoDoubtsTakeTwoWords() {
    var peer = new AfterAll(Effect.AT_MOST_ONCE, Policy.ONCE, Failure.external("cut off", null));
    var graph =
        EngineRoom.graph(
            "g",
            (diary, durable) -> diary.with(durable.fanOut(DO, List.of("a", "b"), 2).toString()));
    try (var room = EngineRoom.of(this, Handlers.NONE.with(DO, peer), graph)) {
      room.run(graph, "r");
      // Both words come before the run has looked at either.
      try (var gate = new Gate()) {
        var tester = Thread.currentThread();
        room.probe(
            new ProbedJournal.Probe() {
              @Override
              public void before(ProbedJournal.Access access) {
                if (Thread.currentThread() != tester
                    && access.equals(new ProbedJournal.Access.Read("steps"))) {
                  gate.pass();
                }
              }
            });
        room.runs().resolve(EngineRoom.TENANT, "r", true);
        room.runs().resolve(EngineRoom.TENANT, "r", true);
        assertThatThrownBy(() -> room.runs().resolve(EngineRoom.TENANT, "r", true))
            .isInstanceOf(Failure.class);
      }

      assertThat(room.await("r").status()).isEqualTo(Run.Status.DONE);
      assertThat(peer.asked.get()).isEqualTo(2);
    }
  }

  @Test
  default void aGraphThatChangedWhileARunWaitedIsTold() {
    var peer = new Peer(Effect.PURE);
    var handlers = Handlers.NONE.with(DO, peer).with(OTHER, peer);
    var before =
        EngineRoom.graph(
            "g", (diary, durable) -> answered(diary.with(durable.call(DO, "x")), durable));
    List<Graph<Diary>> changes =
        List.of(
            // Its nodes would take a failure for the step's.
            EngineRoom.graph(
                "g", (diary, durable) -> diary.with(failureOf(() -> durable.call(OTHER, "x")))),
            EngineRoom.graph(
                "g",
                (diary, durable) -> diary.with(durable.fanOut(OTHER, List.of("x"), 1).toString())),
            EngineRoom.graph("g", RunStepsContract::answered));
    for (int i = 0; i < changes.size(); i++) {
      var id = "r" + i;
      try (var room = EngineRoom.of(this, handlers, before)) {
        room.run(before, id);
        room.restart(changes.get(i));
        room.signal(id, "answer", "s", "yes");

        var run = room.await(id);
        assertThat(run.status()).isEqualTo(Run.Status.FAILED);
        assertThat(run.error())
            .contains("its step 1 was 'do' and is '", "its graph was changed while it ran");
      }
    }
  }

  @Test
  default void anOutcomeThatCannotBeReadAnyMoreIsTold() {
    var number = new Op<>("do", String.class, Integer.class);
    var before =
        EngineRoom.graph(
            "g", (diary, durable) -> answered(diary.with(durable.call(DO, "x")), durable));
    var after =
        EngineRoom.graph(
            "g",
            (diary, durable) ->
                diary.with(failureOf(() -> String.valueOf(durable.call(number, "x")))));
    try (var room = EngineRoom.of(this, Handlers.NONE.with(DO, new Peer(Effect.PURE)), before)) {
      room.run(before, "r");
      room.restart(after);
      room.signal("r", "answer", "s", "yes");

      var run = room.await("r");
      assertThat(run.status()).isEqualTo(Run.Status.FAILED);
      assertThat(run.error()).contains("what step 1 (do) wrote down can't be read", "Integer");
    }
  }

  @Test
  default void aRunWhoseGraphIsGoneSaysSo() {
    var graph = EngineRoom.graph("gone", RunStepsContract::answered);
    try (var room = EngineRoom.of(this, Handlers.NONE, graph)) {
      room.run(graph, "r");
      room.restart(EngineRoom.graph("another", (diary, durable) -> diary));
      room.signal("r", "answer", "s", "yes");

      assertThat(room.await("r").error()).contains("There is no graph 'gone' any more");
      assertThat(room.runs().diagram("gone")).isEmpty();
      assertThat(room.runs().diagram("another")).startsWith("flowchart");
    }
  }

  @Test
  default void aFanOutAnswersInTheOrderOfItsInputs() {
    var peer =
        peer(
            Effect.PURE,
            Policy.ONCE,
            context -> {
              if (context.key().endsWith("/3")) {
                throw Failure.user("not this one");
              }
              return context.key();
            });
    var inputs = List.of("a", "b", "c", "d", "e", "f", "g", "h");
    var graph =
        EngineRoom.graph(
            "g",
            (diary, durable) -> {
              var next = diary;
              for (var result : durable.fanOut(DO, inputs, 3)) {
                next =
                    next.with(
                        switch (result) {
                          case Result.Ok<String>(var value) -> value;
                          case Result.Failed<String>(var failure) -> failure.text();
                        });
              }
              return next.with(durable.call(DO, "after"));
            });
    try (var room = EngineRoom.of(this, Handlers.NONE.with(DO, peer), graph)) {
      assertThat(room.lines(room.run(graph, "r")))
          .containsExactly("r/1", "r/2", "not this one", "r/4", "r/5", "r/6", "r/7", "r/8", "r/9");
    }
  }

  @Test
  default void aFanOutKeepsItsBoundAndUsesIt() {
    try (var gate = new Gate()) {
      var atOnce = new AtomicInteger();
      var most = new AtomicInteger();
      var peer =
          peer(
              Effect.PURE,
              Policy.ONCE,
              context -> {
                most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                if (atOnce.get() == 3) {
                  gate.open();
                }
                gate.pass();
                atOnce.decrementAndGet();
                return "";
              });
      var inputs = Collections.nCopies(12, "x");
      var graph =
          EngineRoom.graph(
              "g", (diary, durable) -> diary.with("" + durable.fanOut(DO, inputs, 3).size()));
      try (var room = EngineRoom.of(this, Handlers.NONE.with(DO, peer), graph)) {
        assertThat(room.lines(room.run(graph, "r"))).containsExactly("12");
        assertThat(most.get()).isEqualTo(3);
      }
    }
  }

  @Test
  default void aFanOutOfNothingOrOfNobodyIsNoTrap() {
    var none =
        EngineRoom.graph(
            "none", (diary, durable) -> diary.with(durable.fanOut(DO, List.of(), 1).toString()));
    var nobody =
        EngineRoom.graph(
            "nobody",
            (diary, durable) -> diary.with(durable.fanOut(DO, List.of("x"), 0).toString()));
    try (var room =
        EngineRoom.of(this, Handlers.NONE.with(DO, new Peer(Effect.PURE)), none, nobody)) {
      assertThat(room.lines(room.run(none, "r1"))).containsExactly("[]");
      assertThat(room.run(nobody, "r2").status()).isEqualTo(Run.Status.FAILED);
    }
  }

  @Test
  default void branchesThatAreDoneAreNotRepeatedWhenOneWaitsForAPerson() {
    var peer =
        peer(
            Effect.AT_MOST_ONCE,
            Policy.ONCE,
            context -> {
              if (context.key().endsWith("/2")) {
                throw Failure.external("cut off", null);
              }
              return "fine";
            });
    var graph =
        EngineRoom.graph(
            "g",
            (diary, durable) -> diary.with("" + durable.fanOut(DO, List.of("a", "b", "c"), 3)));
    try (var room = EngineRoom.of(this, Handlers.NONE.with(DO, peer), graph)) {
      assertThat(room.run(graph, "r").status()).isEqualTo(Run.Status.WAITING);
      room.restart();
      room.runs().resolve(EngineRoom.TENANT, "r", true);

      assertThat(room.lines(room.await("r")))
          .containsExactly("[Ok[value=fine], Ok[value=b, done], Ok[value=fine]]");
      assertThat(peer.asked()).containsExactlyInAnyOrder("r/1", "r/2", "r/3");
    }
  }

  /// A peer whose effect happens and which fails all the same.
  final class AfterAll implements Handler<String, String> {
    private final Effect effect;
    private final Policy policy;
    private final Failure failure;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean blind;

    AfterAll(Effect effect, Policy policy, Failure failure) {
      this.effect = effect;
      this.policy = policy;
      this.failure = failure;
    }

    @Override
    public String run(String in, CallContext context) {
      asked.incrementAndGet();
      throw failure;
    }

    @Override
    public Effect effect(String in) {
      return effect;
    }

    @Override
    public Policy policy() {
      return policy;
    }

    @Override
    public Optional<String> verify(String in, String key) {
      if (blind) {
        throw Failure.passing("no answer", null, Duration.ZERO);
      }
      return Optional.of("it happened");
    }

    @Override
    public String confirmed(String in) {
      return "confirmed";
    }
  }

  private static Peer peer(Effect effect, Policy policy, Function<CallContext, String> work) {
    return new Peer(effect, policy, (in, context) -> work.apply(context));
  }

  private static Diary answered(Diary diary, Durable durable) {
    return diary.with(durable.await("answer", String.class, FOR_EVER).orElse("no answer"));
  }

  private static String failureOf(Supplier<String> call) {
    try {
      return call.get();
    } catch (Failure failure) {
      return told(failure);
    }
  }

  private static String told(Failure failure) {
    return "%s %s %s %s"
        .formatted(failure.kind(), failure.isRetryable(), failure.retryAfter(), failure.text());
  }

  private static String endless(int depth) {
    return depth < 0 ? "" : endless(depth + 1) + depth;
  }
}
