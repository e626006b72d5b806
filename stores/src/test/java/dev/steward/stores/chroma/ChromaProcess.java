package dev.steward.stores.chroma;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A Chroma server in a process of its own, which can be killed and started again, on the same data
/// or on none.
final class ChromaProcess implements AutoCloseable {
  private static final Path FOLDER = Path.of("src/test/peers");
  private static final String CLI = "node_modules/chromadb/dist/cli.mjs";
  private static final Duration TO_START = Duration.ofSeconds(90);
  private static final Duration TO_END = Duration.ofSeconds(2);
  private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Path data;
  private final int port;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Thread hook = new Thread(this::destroy);
  private volatile Process process;

  /// Starts a server over the data in a folder.
  static ChromaProcess over(Path data) {
    return new ChromaProcess(data);
  }

  private ChromaProcess(Path data) {
    if (!Files.exists(FOLDER.resolve(CLI))) {
      throw new IllegalStateException(
          "chromadb is not installed; run ./check, or %s/install".formatted(FOLDER));
    }
    this.data = data;
    this.port = freePort();
    Runtime.getRuntime().addShutdownHook(hook);
    this.process = start();
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  Path data() {
    return data;
  }

  /// A server that waits for answers as long as tests of slow machines need.
  ChromaServer server() {
    return new ChromaServer(url(), Duration.ofSeconds(10), Duration.ofSeconds(60));
  }

  /// Starts it again after [#kill].
  void startAgain() {
    process = start();
  }

  private Process start() {
    try {
      var started =
          new ProcessBuilder(
                  "node",
                  CLI,
                  "run",
                  "--path",
                  data.toString(),
                  "--port",
                  Integer.toString(port),
                  "--host",
                  "127.0.0.1")
              .directory(FOLDER.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      awaitAnswer(started);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("can't start Chroma; run ./check", e);
    }
  }

  private void awaitAnswer(Process started) {
    var deadline = System.nanoTime() + TO_START.toNanos();
    while (!answers()) {
      if (!started.isAlive() || System.nanoTime() > deadline) {
        started.destroyForcibly();
        throw new IllegalStateException("Chroma did not start over " + data);
      }
      LockSupport.parkNanos(BETWEEN_LOOKS);
    }
  }

  private boolean answers() {
    var request =
        HttpRequest.newBuilder(url().resolve("/api/v2/heartbeat"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// As whoever watches over a server does. It may need a moment to end.
  void startAgainIfItEnded() {
    try {
      if (process.waitFor(TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
        startAgain();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// Ends it in the middle of whatever it does.
  void kill() {
    destroy();
  }

  private void destroy() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    destroy();
    Runtime.getRuntime().removeShutdownHook(hook);
    client.close();
  }
}
