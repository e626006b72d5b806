package dev.steward.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A process of its own with this one's class path, whose output is read line by line.
final class ChildJvm implements AutoCloseable {
  /// How long anything may take before it counts as stuck.
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String END = "";

  private final Process process;
  private final Path errors;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  /// Starts `main`.
  ///
  /// @param errors where what it complains of is kept
  /// @param scratch its folder for temporary files
  ChildJvm(Path errors, Path scratch, Class<?> main, List<String> arguments) {
    this(ChildProgram.made(), errors, scratch, main, arguments);
  }

  /// Starts `main` of that program.
  ChildJvm(ChildProgram program, Path errors, Path scratch, Class<?> main, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-Duser.timezone=UTC",
            "-Djava.io.tmpdir=" + scratch,
            "--enable-native-access=ALL-UNNAMED"));
    command.addAll(program.options());
    command.add(main.getName());
    command.addAll(arguments);
    try {
      this.errors = errors;
      this.process =
          new ProcessBuilder(command).redirectError(Redirect.appendTo(errors.toFile())).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::read);
  }

  private void read() {
    try (var output = process.inputReader(StandardCharsets.UTF_8)) {
      output.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException e) {
      // The process is gone, and what it said was read.
    } finally {
      lines.add(END);
    }
  }

  /// The next line that it says; empty when it says no more.
  String line() throws InterruptedException {
    var line = lines.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(line).as("a line from the child within %s%n%s", PATIENCE, complaints()).isNotNull();
    return line;
  }

  /// What it has said and nobody has read, once it is gone.
  List<String> rest() throws InterruptedException {
    var rest = new ArrayList<String>();
    for (var line = line(); !line.equals(END); line = line()) {
      rest.add(line);
    }
    return rest;
  }

  /// Lets it live for a while; it must not end by itself.
  void live(Duration duration) throws InterruptedException {
    assertThat(process.waitFor(duration.toMillis(), TimeUnit.MILLISECONDS))
        .as("the child ended by itself%n%s", complaints())
        .isFalse();
  }

  /// Lets it live for a while, or until it ends by itself.
  void liveAtMost(Duration duration) throws InterruptedException {
    var ended = process.waitFor(duration.toMillis(), TimeUnit.MILLISECONDS);
    assertThat(ended ? process.exitValue() : 0).as(complaints()).isZero();
  }

  /// Waits until it ends by itself, and says with which exit code.
  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .as("the child is not done within %s%n%s", PATIENCE, complaints())
        .isTrue();
    return process.exitValue();
  }

  /// Kills it on the spot (kill -9), and waits until it is gone.
  void kill() {
    // Not through the process itself, which would also close its output unread.
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }

  String complaints() {
    try {
      return Files.readString(errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
