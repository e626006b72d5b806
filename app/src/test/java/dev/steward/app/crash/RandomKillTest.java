package dev.steward.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills a process that is full of work, again and again on the same folder: 20 times, or as often
/// as the system property `steward.kills` says.
class RandomKillTest {
  private static final int KILLS = Integer.getInteger("steward.kills", 20);
  private static final Duration SHORTEST_LIFE = Duration.ofMillis(300);

  /// Longer than the index takes to move its first changes to disk, so that kills fall into that
  /// too.
  private static final Duration LONGEST_LIFE = Duration.ofMillis(2_500);

  @TempDir Path folder;

  @Test
  void nothingIsLostAndNothingIsDoneTwiceWhenProcessesAreKilledUnderLoad() throws Exception {
    var begun = System.nanoTime();
    var random = new Random(20261122);
    var stage = new Stage(folder);
    var acknowledged = new ArrayList<String>();
    for (int round = 0; round < KILLS; round++) {
      var life = random.nextLong(SHORTEST_LIFE.toMillis(), LONGEST_LIFE.toMillis());
      acknowledged.addAll(loadAndKill(stage, round, Duration.ofMillis(life)));
    }
    stage.carryOn();

    var findings = stage.findings(acknowledged);
    System.out.printf(
        "%d times kill -9 under load: %,d tasks acknowledged, %d lost; %,d steps finished, %d repeated; %,d effects, %d doubled; %d s%n",
        KILLS,
        acknowledged.size(),
        findings.lost().size(),
        findings.steps(),
        findings.repeated().size(),
        findings.effects(),
        findings.doubled().size(),
        Duration.ofNanos(System.nanoTime() - begun).toSeconds());
    findings.assertNothingIsAmiss();
    assertThat(acknowledged).hasSizeGreaterThan(KILLS).doesNotHaveDuplicates();
  }

  /// Lets a process live for so long after it has accepted its first task, and says which tasks it
  /// had accepted when it was killed.
  private static List<String> loadAndKill(Stage stage, int round, Duration life)
      throws InterruptedException {
    var acknowledged = new ArrayList<String>();
    try (var child = stage.start(Child.Work.LOAD, Integer.toString(round), "")) {
      assertThat(child.line()).as(child.complaints()).isEqualTo(Child.OPENING);
      acknowledged.add(accepted(child.line(), child));
      child.live(life);
      child.kill();
      child.rest().forEach(line -> acknowledged.add(accepted(line, child)));
    }
    return acknowledged;
  }

  private static String accepted(String line, ChildJvm child) {
    assertThat(line).as(child.complaints()).startsWith(Child.ACCEPTED + " ");
    return line.substring(Child.ACCEPTED.length() + 1);
  }
}
