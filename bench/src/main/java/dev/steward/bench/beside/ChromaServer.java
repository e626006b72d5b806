package dev.steward.bench.beside;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

/// A Chroma server of its own, from npm, on a free port of this machine.
public final class ChromaServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final String url;

  private ChromaServer(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /// A server that answers.
  public static ChromaServer start(Path folder) throws IOException, InterruptedException {
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    var process =
        new ProcessBuilder(
                "node",
                "bench/peers/node_modules/.bin/chroma",
                "run",
                "--path",
                folder.toString(),
                "--port",
                Integer.toString(port))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    var server = new ChromaServer(process, "http://127.0.0.1:" + port);
    server.awaitAnswer();
    return server;
  }

  String url() {
    return url;
  }

  private void awaitAnswer() throws IOException, InterruptedException {
    var heartbeat = HttpRequest.newBuilder(URI.create(url + "/api/v2/heartbeat")).build();
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    try (var client = HttpClient.newHttpClient()) {
      while (System.nanoTime() < deadline && process.isAlive()) {
        try {
          if (client.send(heartbeat, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
            return;
          }
        } catch (IOException e) {
          Thread.sleep(200);
        }
      }
    }
    close();
    throw new IOException(
        "The Chroma server did not answer within %d s; run bench/peers/install"
            .formatted(PATIENCE.toSeconds()));
  }

  /// It doesn't heed SIGTERM, nor do its children.
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
