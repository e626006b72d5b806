package dev.steward.models.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/// A server that runs as a process of its own, and ends with the tests.
final class PeerProcess implements AutoCloseable {
  private static final Duration TO_START = Duration.ofSeconds(90);
  private static final Duration TO_END = Duration.ofSeconds(10);

  private final Process process;
  private final CompletableFuture<String> announced = new CompletableFuture<>();
  private final Thread hook = new Thread(this::end);

  /// Starts `command` in `folder`.
  ///
  /// @param ready what it prints when it can be talked to; its first group is where
  PeerProcess(Path folder, Pattern ready, List<String> command) {
    try {
      process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "can't start %s; run ./check".formatted(command.getFirst()), e);
    }
    Runtime.getRuntime().addShutdownHook(hook);
    Thread.ofVirtual().name("peer output").start(() -> read(ready));
  }

  /// Where the server can be reached, as it said itself.
  String address() {
    try {
      return announced.get(TO_START.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      close();
      throw new IllegalStateException("a peer of the tests did not start; run ./check", e);
    }
  }

  private void read(Pattern ready) {
    var first = new ArrayList<String>();
    try (var lines = process.inputReader()) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!announced.isDone()) {
          first.add(line);
          var matcher = ready.matcher(line);
          if (matcher.find()) {
            announced.complete(matcher.group(1));
          }
        }
      }
    } catch (IOException e) {
      // the process has ended
    }
    announced.completeExceptionally(
        new IllegalStateException("the peer ended: " + String.join("\n", first)));
  }

  @Override
  public void close() {
    end();
    Runtime.getRuntime().removeShutdownHook(hook);
  }

  private void end() {
    process.destroy();
    try {
      if (!process.waitFor(TO_END.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
