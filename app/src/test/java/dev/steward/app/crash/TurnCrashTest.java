package dev.steward.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.app.crash.Story.Plot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Halts a process at every event of a turn: before each step, after its work and before that is
/// written down, and after that.
class TurnCrashTest {
  private static final int LANES = 2;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void aTurnThatWasHaltedAnywhereIsCarriedOnAndDoesEverythingOnce(Plot plot) throws Exception {
    var rehearsed = new Story(plot, "ana", "s", 7);
    var points = rehearse(rehearsed);

    var checks =
        IntStream.range(0, LANES)
            .mapToObj(lane -> check(rehearsed, share(points, lane), folder.resolve("lane" + lane)))
            .toList();
    try (var executor = Executors.newFixedThreadPool(LANES)) {
      for (var done : executor.invokeAll(checks)) {
        done.get();
      }
    }
  }

  /// All events of a turn that nothing happens to.
  private List<String> rehearse(Story story) throws Exception {
    var stage = new Stage(folder.resolve("rehearsal"));
    try (var child = stage.start(Child.Work.TELL, story.id(), "")) {
      assertThat(child.exitCode()).as(child.complaints()).isZero();
    }
    stage.findings(List.of(story.id())).assertNothingIsAmiss();

    var points = stage.latestMarks();
    var expected =
        IntStream.rangeClosed(1, story.plot().steps().size())
            .mapToObj(step -> story.id() + "/" + step)
            .flatMap(key -> Stream.of("Begun " + key, "Worked " + key, "Done " + key))
            .toList();
    assertThat(points)
        .doesNotHaveDuplicates()
        .containsAll(expected)
        .contains("Settled " + story.id());
    System.out.printf(
        "The turn %s of %d steps is halted at each of its %d events%n",
        story.plot(), story.plot().steps().size(), points.size());
    return points;
  }

  private static List<String> share(List<String> points, int lane) {
    return IntStream.range(0, points.size())
        .filter(i -> i % LANES == lane)
        .mapToObj(points::get)
        .toList();
  }

  /// Halts a turn at each of the points, a process for each; each process first carries on what the
  /// one before it has left.
  private static Callable<Boolean> check(Story rehearsed, List<String> points, Path folder) {
    return () -> {
      var stage = new Stage(folder);
      var stories = new ArrayList<Story>();
      for (var point : points) {
        var story =
            new Story(
                rehearsed.plot(), "p" + stories.size(), rehearsed.session(), rehearsed.number());
        stage.tellUntil(story, point.replace(rehearsed.id(), story.id()));
        stories.add(story);
      }
      stage.carryOn();
      handInAgain(stage, stories);

      stage.findings(stories.stream().map(Story::id).toList()).assertNothingIsAmiss();
      return true;
    };
  }

  /// As a sender does that never saw its task acknowledged.
  private static void handInAgain(Stage stage, List<Story> stories) {
    try (var steward = Premises.assembly(event -> {}).open(stage.data())) {
      for (var story : stories) {
        steward.submit(Premises.OWNER, story.task());
      }
    }
  }

  @Test
  void aTurnThatIsHaltedAgainAndAgainAtEveryEventIsFinishedAllTheSame() throws Exception {
    var stage = new Stage(folder);
    var story = new Story(Plot.OFFERS, "bob", "s", 7);
    var work = Child.Work.TELL;
    int halts = 0;
    while (!isFinished(stage, work, story)) {
      work = Child.Work.CARRY_ON;
      halts++;
      assertThat(halts).as("halts at ever new events: %s", stage.latestMarks()).isLessThan(100);
    }

    // Steps that are carried out at once may halt together, and are not passed one by one then.
    assertThat(halts).isGreaterThan(story.plot().steps().size() * 2);
    System.out.printf("The turn %s was halted %d times on its way%n", story.plot(), halts);
    stage.findings(List.of(story.id())).assertNothingIsAmiss();
  }

  /// Whether a process comes to its end without seeing what none before it has seen.
  private static boolean isFinished(Stage stage, Child.Work work, Story story)
      throws InterruptedException {
    try (var child = stage.start(work, story.id(), "halt-at-news")) {
      var code = child.exitCode();
      assertThat(code).as(child.complaints()).isIn(0, 137);
      return code == 0;
    }
  }
}
