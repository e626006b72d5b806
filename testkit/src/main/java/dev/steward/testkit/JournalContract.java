package dev.steward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.run.Effect;
import dev.steward.core.run.Journal;
import dev.steward.core.run.Run;
import dev.steward.core.run.Signal;
import dev.steward.core.run.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [Journal] promises.
public interface JournalContract {
  Instant NOON = Instant.parse("2026-11-23T12:00:00.123456789Z");

  /// The journal under test: empty when a test begins, and the same one throughout it.
  Journal journal();

  @Test
  default void aStartedRunIsFoundAsItWas() {
    var run = run("acme", "r1", NOON);

    assertThat(journal().start(run)).isTrue();

    assertThat(journal().find("acme", "r1")).contains(run);
    assertThat(journal().find("acme", "r2")).isEmpty();
  }

  @Test
  default void everyStatusAndTimeOfARunIsKept() {
    journal().start(run("acme", "r1", NOON));
    var changed =
        List.of(
            run("acme", "r1", NOON).waiting("a yes from ana", NOON.plusSeconds(60), NOON),
            run("acme", "r1", NOON).waiting("a signal", Instant.MAX, NOON.plusNanos(1)),
            run("acme", "r1", NOON).running(NOON.plusNanos(2)),
            run("acme", "r1", NOON).failed("it broke", NOON.plusNanos(3)),
            run("acme", "r1", NOON).done("{\"x\":1}", NOON.plusNanos(4)));

    for (var run : changed) {
      journal().update(run);

      assertThat(journal().find("acme", "r1")).contains(run);
    }
  }

  @Test
  default void startingTheSameIdAgainChangesNothing() {
    var first = run("acme", "r1", NOON);
    journal().start(first);

    assertThat(journal().start(first.done("late", NOON))).isFalse();

    assertThat(journal().find("acme", "r1")).contains(first);
    assertThat(journal().list("acme", "", "", 10)).containsExactly(first);
  }

  @Test
  default void tenantsShareNothingButIds() {
    var ours = run("acme", "r1", NOON);
    var theirs = run("zeta", "r1", NOON.plusSeconds(1)).done("theirs", NOON);
    journal().start(ours);
    assertThat(journal().start(theirs)).isTrue();
    journal().save("zeta", List.of(step("r1", 1, "theirs")));
    journal().signal("zeta", signal("r1", "s1", "theirs"));

    assertThat(journal().find("acme", "r1")).contains(ours);
    assertThat(journal().list("acme", "", "", 10)).containsExactly(ours);
    assertThat(journal().steps("acme", "r1")).isEmpty();
    assertThat(journal().signals("acme", "r1")).isEmpty();
  }

  @Test
  default void anotherTenantsRunIsAbsentForEveryWrite() {
    journal().start(run("acme", "r1", NOON));

    assertThatThrownBy(() -> journal().update(run("zeta", "r1", NOON).done("x", NOON)))
        .isInstanceOfSatisfying(Failure.class, JournalContract::isInternal)
        .hasMessageContaining("r1");
    assertThatThrownBy(() -> journal().save("zeta", List.of(step("r1", 1, "x"))))
        .isInstanceOfSatisfying(Failure.class, JournalContract::isInternal)
        .hasMessageContaining("r1");
    assertThatThrownBy(() -> journal().signal("zeta", signal("r1", "s1", "x")))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USER))
        .hasMessageContaining("r1");

    assertThat(journal().find("zeta", "r1")).isEmpty();
    assertThat(journal().find("acme", "r1")).contains(run("acme", "r1", NOON));
    assertThat(journal().steps("acme", "r1")).isEmpty();
    assertThat(journal().signals("acme", "r1")).isEmpty();
  }

  @Test
  default void runsAreListedNewestFirst() {
    journal().start(run("acme", "middle", NOON));
    journal().start(run("acme", "new", NOON.plusNanos(1)));
    journal().start(run("acme", "old", NOON.minusNanos(1)));
    journal().start(run("acme", "middle, taken later", NOON));

    assertThat(journal().list("acme", "", "", 10))
        .extracting(Run::id)
        .containsExactly("new", "middle, taken later", "middle", "old");
  }

  @Test
  default void runsArePagedWithoutGapsOrRepeats() {
    var ids = IntStream.range(0, 25).mapToObj(i -> "r" + i).toList();
    ids.forEach(id -> journal().start(run("acme", id, NOON)));

    var seen = new ArrayList<String>();
    var page = journal().list("acme", "", "", 10);
    while (!page.isEmpty()) {
      page.forEach(run -> seen.add(run.id()));
      page = journal().list("acme", "", page.getLast().id(), 10);
    }

    assertThat(seen).containsExactlyElementsOf(ids.reversed());
  }

  @Test
  default void anUpdatedRunKeepsItsPlace() {
    journal().start(run("acme", "r1", NOON));
    journal().start(run("acme", "r2", NOON));
    journal().update(run("acme", "r1", NOON).running(NOON.plusSeconds(9)));

    assertThat(journal().list("acme", "", "", 10)).extracting(Run::id).containsExactly("r2", "r1");
    assertThat(journal().unfinished()).extracting(Run::id).containsExactly("r1", "r2");
  }

  @Test
  default void aListOfOneUserHasOnlyTheirRuns() {
    var anas = run("acme", "r1", NOON);
    journal().start(anas);
    journal().start(of("bob", run("acme", "r2", NOON)));

    assertThat(journal().list("acme", "ana", "", 10)).containsExactly(anas);
    assertThat(journal().list("acme", "carl", "", 10)).isEmpty();
    assertThat(journal().list("acme", "", "", 10)).hasSize(2);
  }

  @Test
  default void aListOfOneGraphHasOnlyItsRuns() {
    var turn = run("acme", "r1", NOON);
    journal().start(turn);
    IntStream.range(0, 20)
        .forEach(row -> journal().start(graph("item", run("acme", "b." + row, NOON))));
    journal().start(graph("item", of("bob", run("acme", "bobs", NOON))));

    assertThat(journal().list("acme", "", turn.graph(), "", 10)).containsExactly(turn);
    assertThat(journal().list("acme", "ana", "item", "", 100)).hasSize(20);
    assertThat(journal().list("acme", "", "item", "bobs", 1))
        .extracting(Run::id)
        .containsExactly("b.19");
    assertThatThrownBy(() -> journal().list("acme", "", "item", "r1", 10))
        .isInstanceOf(Failure.class);
  }

  @Test
  default void goingOnFromAnUnknownRunIsRefused() {
    journal().start(run("acme", "r1", NOON));
    journal().start(of("bob", run("acme", "bobs", NOON)));

    assertThatThrownBy(() -> journal().list("acme", "", "gone", 10))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USER))
        .hasMessageContaining("gone");
    assertThatThrownBy(() -> journal().list("zeta", "", "r1", 10)).isInstanceOf(Failure.class);
    assertThatThrownBy(() -> journal().list("acme", "ana", "bobs", 10)).isInstanceOf(Failure.class);
  }

  @Test
  default void unfinishedRunsOfAllTenantsComeInOrderOfStart() {
    journal().start(run("acme", "third", NOON.plusSeconds(3)));
    journal().start(run("zeta", "first", NOON.plusSeconds(1)));
    journal().start(run("acme", "second", NOON.plusSeconds(2)));
    journal().start(run("acme", "done", NOON));
    journal().start(run("acme", "failed", NOON));
    journal().update(run("acme", "done", NOON).done("x", NOON));
    journal().update(run("acme", "failed", NOON).failed("x", NOON));
    journal().update(run("acme", "second", NOON).waiting("x", Instant.MAX, NOON));

    assertThat(journal().unfinished())
        .extracting(Run::id)
        .containsExactly("first", "second", "third");
  }

  @Test
  default void stepsComeByNumberAndAreReplacedByNumber() {
    journal().start(run("acme", "r1", NOON));
    var ended = step("r1", 2, "in").ended(Step.Status.DONE, 3, "out", NOON.plusNanos(5));

    journal().save("acme", List.of(step("r1", 10, "ten"), step("r1", 2, "in")));
    journal().save("acme", List.of(step("r1", 1, "one")));
    journal().save("acme", List.of(ended));

    assertThat(journal().steps("acme", "r1"))
        .containsExactly(step("r1", 1, "one"), ended, step("r1", 10, "ten"));
  }

  @Test
  default void savingNoStepsIsAllowed() {
    journal().start(run("acme", "r1", NOON));

    journal().save("acme", List.of());

    assertThat(journal().steps("acme", "r1")).isEmpty();
  }

  @Test
  default void stepsAreSavedAllOrNone() {
    journal().start(run("acme", "r1", NOON));

    assertThatThrownBy(
            () -> journal().save("acme", List.of(step("r1", 1, "good"), step("none", 2, "bad"))))
        .isInstanceOf(Failure.class);

    assertThat(journal().steps("acme", "r1")).isEmpty();
  }

  @Test
  default void aSignalWithTheSameIdIsOneSignal() {
    journal().start(run("acme", "r1", NOON));
    journal().start(run("acme", "r2", NOON));

    assertThat(journal().signal("acme", signal("r1", "s1", "first"))).isTrue();
    assertThat(journal().signal("acme", signal("r1", "s1", "second"))).isFalse();
    assertThat(journal().signal("acme", signal("r2", "s1", "other run"))).isTrue();

    assertThat(journal().signals("acme", "r1")).containsExactly(signal("r1", "s1", "first"));
  }

  @Test
  default void signalsComeInTheOrderOfTheirArrival() {
    journal().start(run("acme", "r1", NOON));
    var ids = List.of("z", "a", "m", "b");
    ids.forEach(id -> journal().signal("acme", signal("r1", id, "x")));

    assertThat(journal().signals("acme", "r1")).extracting(Signal::id).isEqualTo(ids);
  }

  @Test
  default void pruningDeletesWhatFinishedEarlierWithAllThatBelongsToIt() {
    for (var id : List.of("done", "failed", "waiting", "running", "just finished")) {
      journal().start(run("acme", id, NOON.minus(Duration.ofDays(30))));
      journal().save("acme", List.of(step(id, 1, "x")));
      journal().signal("acme", signal(id, "s", "x"));
    }
    var earlier = NOON.minusNanos(1);
    journal().update(run("acme", "done", NOON).done("x", earlier));
    journal().update(run("acme", "failed", NOON).failed("x", earlier));
    journal().update(run("acme", "waiting", NOON).waiting("x", NOON, earlier));
    journal().update(run("acme", "running", NOON).running(earlier));
    journal().update(run("acme", "just finished", NOON).done("x", NOON));

    assertThat(journal().prune(NOON)).isEqualTo(2);

    assertThat(journal().list("acme", "", "", 10))
        .extracting(Run::id)
        .containsExactlyInAnyOrder("waiting", "running", "just finished");
    assertThat(journal().steps("acme", "done")).isEmpty();
    assertThat(journal().signals("acme", "failed")).isEmpty();
    assertThat(journal().steps("acme", "waiting")).hasSize(1);
    assertThat(journal().prune(NOON)).isZero();
  }

  @Test
  default void runsThatHoldATextAreFoundHoweverItIsQuoted() {
    var text = "say \"hi\" to\n\\John\\ and 👩‍👩‍👧";
    var quoted = "say \\\"hi\\\" to\\n\\\\John\\\\ and 👩‍👩‍👧";
    var twice = quoted.replace("\\", "\\\\").replace("\"", "\\\"");
    journal().start(run("acme", "in its output", NOON).done("{\"x\":\"" + quoted + "\"}", NOON));
    journal().start(run("acme", "in a step", NOON));
    journal().save("acme", List.of(step("in a step", 1, "{\"x\":\"" + twice + "\"}")));
    journal().start(run("acme", "in a signal", NOON));
    journal().signal("acme", signal("in a signal", "s1", text));
    journal().start(run("acme", "nowhere", NOON));
    journal().start(run("zeta", "theirs", NOON).done(text, NOON));

    assertThat(journal().holding("acme", List.of("no such text at all", " " + text + " ")))
        .containsExactly("in its output", "in a step", "in a signal");
    assertThat(journal().holding("acme", List.of("hi"))).hasSize(3);
    assertThat(journal().holding("acme", List.of("", " "))).isEmpty();
    assertThat(journal().holding("acme", List.of())).isEmpty();
  }

  @Test
  default void erasedRunsAreGoneWithAllThatBelongsToThemUnlessTheyAreUnderWay() {
    for (var id : List.of("done", "failed", "waiting", "running", "another")) {
      journal().start(run("acme", id, NOON));
      journal().save("acme", List.of(step(id, 1, "x")));
      journal().signal("acme", signal(id, "s", "x"));
    }
    journal().update(run("acme", "done", NOON).done("x", NOON));
    journal().update(run("acme", "failed", NOON).failed("x", NOON));
    journal().update(run("acme", "another", NOON).done("x", NOON));
    journal().update(run("acme", "waiting", NOON).waiting("x", NOON, NOON));
    journal().start(run("zeta", "done", NOON).done("x", NOON));

    var erased =
        journal().erase("acme", List.of("done", "failed", "waiting", "running", "none", "done"));

    assertThat(erased).containsExactlyInAnyOrder("done", "failed");
    assertThat(journal().list("acme", "", "", 10))
        .extracting(Run::id)
        .containsExactly("another", "running", "waiting");
    assertThat(journal().steps("acme", "done")).isEmpty();
    assertThat(journal().signals("acme", "failed")).isEmpty();
    assertThat(journal().find("zeta", "done")).isPresent();
  }

  @Test
  default void textsAreKeptToTheLetter() {
    journal().start(run("acme", "r1", NOON));
    int number = 0;
    for (var text : Texts.all()) {
      var step = step("r1", ++number, text).ended(Step.Status.DONE, 1, text, NOON);
      journal().save("acme", List.of(step));
      journal().signal("acme", signal("r1", "s" + number, text));
      journal().update(run("acme", "r1", NOON).done(text, NOON));

      assertThat(journal().find("acme", "r1").orElseThrow().output()).isEqualTo(text);
    }

    assertThat(journal().steps("acme", "r1")).extracting(Step::output).isEqualTo(Texts.all());
    assertThat(journal().signals("acme", "r1")).extracting(Signal::payload).isEqualTo(Texts.all());
  }

  @Test
  default void ofManyThreadsStartingTheSameRunOneSucceeds() {
    var started = Together.run(16, i -> journal().start(run("acme", "r1", NOON)));

    assertThat(started).containsOnlyOnce(true);
  }

  @Test
  default void nothingThatManyThreadsWriteIsLost() {
    Together.run(
        16,
        thread -> {
          for (int i = 0; i < 20; i++) {
            var id = thread + "-" + i;
            journal().start(run("acme", id, NOON));
            journal().save("acme", List.of(step(id, 1, "in"), step(id, 2, "in")));
            journal().signal("acme", signal(id, "s", "x"));
            journal().update(run("acme", id, NOON).done("out", NOON));
          }
          return true;
        });

    assertThat(journal().unfinished()).isEmpty();
    var runs = journal().list("acme", "", "", 1000);
    assertThat(runs).hasSize(320).allMatch(run -> run.output().equals("out"));
    assertThat(runs)
        .allMatch(run -> journal().steps("acme", run.id()).size() == 2)
        .allMatch(run -> journal().signals("acme", run.id()).size() == 1);
  }

  private static void isInternal(Failure failure) {
    assertThat(failure.kind()).isEqualTo(Failure.Kind.INTERNAL);
  }

  private static Run run(String tenant, String id, Instant startedAt) {
    return new Run(
        id,
        tenant,
        "ana",
        "ana",
        "turn",
        Run.Status.RUNNING,
        "{\"text\":\"hello\"}",
        "",
        "",
        "",
        startedAt,
        startedAt,
        Instant.MAX);
  }

  private static Run graph(String graph, Run run) {
    return new Run(
        run.id(),
        run.tenant(),
        run.user(),
        run.lane(),
        graph,
        run.status(),
        run.input(),
        run.output(),
        run.error(),
        run.waitingFor(),
        run.startedAt(),
        run.updatedAt(),
        run.wakeAt());
  }

  private static Run of(String user, Run run) {
    return new Run(
        run.id(),
        run.tenant(),
        user,
        run.lane(),
        run.graph(),
        run.status(),
        run.input(),
        run.output(),
        run.error(),
        run.waitingFor(),
        run.startedAt(),
        run.updatedAt(),
        run.wakeAt());
  }

  private static Step step(String run, int number, String input) {
    return new Step(
        run,
        number,
        "work",
        "model",
        Effect.AT_MOST_ONCE,
        Step.Status.BEGUN,
        1,
        input,
        "",
        NOON,
        NOON);
  }

  private static Signal signal(String run, String id, String payload) {
    return new Signal(run, "approved", id, payload, NOON);
  }
}
