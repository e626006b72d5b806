package dev.steward.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Ctrl-C as the system sends it, to a process of its own.
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class ProcessInterruptsTest {
  /// The process: waits, and says what it is told.
  static final class Waiting {
    public static void main(String... arguments) throws InterruptedException {
      Runnable first = () -> System.out.println("first");
      try (var _ = new ProcessInterrupts().during(() -> {})) {
        // Over before anybody presses a key.
      }
      try (var _ = new ProcessInterrupts().during(first)) {
        System.out.println("ready");
        new CountDownLatch(1).await();
      }
    }
  }

  @Test
  void theFirstIsTakenAndTheSecondEndsTheProcess() throws Exception {
    // Whoever runs this may have told its children to ignore Ctrl-C.
    var process =
        new ProcessBuilder(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Waiting.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var said = process.inputReader(StandardCharsets.UTF_8)) {
      awaitLine(said, "ready");
      interrupt(process);
      awaitLine(said, "first");
      assertThat(process.isAlive()).isTrue();
      interrupt(process);

      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(Cli.INTERRUPTED);
      assertThat(said.readLine()).isNull();
    } finally {
      process.destroyForcibly();
    }
  }

  private static void awaitLine(BufferedReader said, String line) throws IOException {
    assertThat(said.readLine()).isEqualTo(line);
  }

  private static void interrupt(Process process) throws Exception {
    var kill = new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }
}
