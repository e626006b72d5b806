package dev.steward.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills processes while they make a data folder, or open one, or close it.
class StartCrashTest {
  private static final int FOLDERS = Integer.getInteger("steward.kills", 20) / 5;
  private static final int KILLS_IN_EACH = 3;
  private static final int LONGEST_LIFE = 800;

  @TempDir Path folder;

  @Test
  void aFolderThatWasHalfMadeOrHalfOpenedWhenItsProcessWasKilledIsWhole() throws Exception {
    var random = new Random(20261123);
    for (int i = 0; i < FOLDERS; i++) {
      var stage = new Stage(folder.resolve("folder" + i));
      for (int kill = 0; kill < KILLS_IN_EACH; kill++) {
        try (var child = stage.start(Child.Work.CARRY_ON, "", "")) {
          assertThat(child.line()).as(child.complaints()).isEqualTo(Child.OPENING);
          child.liveAtMost(Duration.ofMillis(random.nextInt(LONGEST_LIFE)));
        }
      }
      stage.carryOn();

      stage.findings(List.of()).assertNothingIsAmiss();
    }
  }
}
