package dev.steward.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

/// A run goes on after a crash at any moment: before and after each event, and before and after
/// each write to the journal. No finished step is repeated, no effect lost or doubled, and what
/// can't be known is asked.
public interface RunCrashContract extends JournalledRuns {
  /// Of all pairs of crashes, every how many-th is tried: more than 1 where a journal is slow to
  /// open.
  default int stride() {
    return 1;
  }

  @Test
  default void aCrashAtAnyMomentLosesAndRepeatsNothing() {
    var peaceful = new CrashStory(this, CrashStory.EVERYTHING, "peaceful");
    var lines = lines(peaceful);
    assertThat(lines)
        .containsExactly(
            "look, done",
            "book, done",
            "mail, done",
            "ring, done",
            "one, done",
            "two, done",
            "three, done",
            "yes",
            "rested PT1H",
            "report, done");

    for (var moment : peaceful.moments(0)) {
      var story = new CrashStory(this, CrashStory.EVERYTHING, "killed " + moment);
      var run = story.tell(List.of((number, name) -> name.equals(moment)));

      assertThat(story.crashes()).as(moment).isEqualTo(1);
      story.assertNothingLostOrDoubled(run, lines);
    }
  }

  @Test
  default void aSecondCrashAtAnyMomentLosesAndRepeatsNothing() {
    var peaceful = new CrashStory(this, CrashStory.DOUBTFUL, "peaceful");
    var lines = lines(peaceful);

    for (int first = 0; first < peaceful.moments(0).size(); first++) {
      for (int second = first % stride(); twice(first, second, lines); second += stride()) {
        assertThat(second).as("the next life ends").isLessThan(1_000);
      }
    }
  }

  /// False if the second process came to the end before that moment.
  private boolean twice(int first, int second, List<String> lines) {
    var story = new CrashStory(this, CrashStory.DOUBTFUL, first + " and " + second);
    var run =
        story.tell(List.of((number, name) -> number == first, (number, name) -> number == second));

    story.assertNothingLostOrDoubled(run, lines);
    return story.crashes() == 2;
  }

  @Test
  default void crashAfterCrashComesToAnEndAllTheSame() {
    var lines = lines(new CrashStory(this, CrashStory.EVERYTHING, "peaceful"));
    for (int every = 4; every < 12; every += 1 + stride() / 3) {
      var last = every;
      var deadly = new ArrayList<BiPredicate<Integer, String>>();
      for (int life = 0; life < 30; life++) {
        deadly.add((number, name) -> number == last);
      }
      var story = new CrashStory(this, CrashStory.EVERYTHING, "every " + every);

      var run = story.tell(deadly);

      assertThat(story.crashes()).isGreaterThan(3);
      story.assertNothingLostOrDoubled(run, lines);
    }
  }

  private static List<String> lines(CrashStory story) {
    return story.linesOf(story.tell(List.of()));
  }

  @Test
  default void thePeacefulStoryHasEveryKindOfMoment() {
    var story = new CrashStory(this, CrashStory.EVERYTHING, "peaceful");
    story.tell(List.of());

    var moments = String.join("\n", story.moments(0));

    assertThat(story.moments(0)).hasSizeGreaterThan(70).doesNotHaveDuplicates();
    for (int step = 1; step <= 7; step++) {
      assertThat(moments).contains("begun " + step, "worked " + step, "ended " + step);
    }
    assertThat(moments)
        .contains(
            "after writing the run WAITING #2",
            "before keeping the signal answer",
            "after keeping the signal answer",
            "before writing the run DONE",
            "settled WAITING #2",
            "settled DONE");
  }
}
