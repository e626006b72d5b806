package dev.steward.models.peers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A server that answers with the very bytes it is given, each request on a connection of its own.
public final class WireFake implements AutoCloseable {
  private static final int SECONDS = 20;

  private final ServerSocket socket;
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private final BlockingQueue<Boolean> hangUps = new LinkedBlockingQueue<>();

  /// What arrived.
  ///
  /// @param headers by their names in small letters
  public record Request(String path, Map<String, String> headers, String body) {}

  private record Answer(List<byte[]> writes, boolean isSilentAfter) {}

  public WireFake() {
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("wire fake").start(this::serve);
  }

  public String url() {
    return "http://localhost:" + socket.getLocalPort();
  }

  /// Queues a response, headers and all; the connection is closed after it.
  public WireFake raw(String response) {
    answers.add(new Answer(List.of(bytes(response)), false));
    return this;
  }

  /// Queues a JSON body.
  public WireFake answers(String body) {
    return refuses(200, "", body);
  }

  /// Queues an error.
  public WireFake refuses(int status, String headers, String body) {
    return raw(
        "HTTP/1.1 %d Status\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n%s\r\n%s"
            .formatted(status, bytes(body).length, headers, body));
  }

  /// Queues a stream of events whose end is the end of the connection.
  public WireFake streams(String events) {
    return raw(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nConnection: close\r\n\r\n"
            + events);
  }

  /// Queues a stream of events that comes byte by byte, so that no letter of more than one byte
  /// arrives in one piece.
  public WireFake trickles(String events) {
    var writes = new ArrayList<byte[]>();
    writes.add(
        bytes(
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"));
    for (byte b : bytes(events)) {
      writes.add(new byte[] {'1', '\r', '\n', b, '\r', '\n'});
    }
    writes.add(bytes("0\r\n\r\n"));
    answers.add(new Answer(writes, false));
    return this;
  }

  /// Queues a stream that breaks in the middle of a chunk.
  public WireFake breaks(String events) {
    return raw(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n"
            + events);
  }

  /// Queues a stream after whose events nothing more comes, though the connection stays open.
  public WireFake falls(String events) {
    answers.add(
        new Answer(
            List.of(bytes("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + events)),
            true));
    return this;
  }

  /// The next request that arrived.
  public Request request() {
    return next(requests);
  }

  /// Waits until the other side has closed a connection on which nothing more came.
  public boolean wasHungUp() {
    return next(hangUps);
  }

  private static <T> T next(BlockingQueue<T> queue) {
    try {
      var item = queue.poll(SECONDS, TimeUnit.SECONDS);
      if (item == null) {
        throw new IllegalStateException("nothing came within %d s".formatted(SECONDS));
      }
      return item;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void serve() {
    while (!socket.isClosed()) {
      try {
        var connection = socket.accept();
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException e) {
        // closed
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      requests.add(read(connection.getInputStream()));
      var answer = next(answers);
      for (var write : answer.writes()) {
        connection.getOutputStream().write(write);
        connection.getOutputStream().flush();
      }
      if (answer.isSilentAfter()) {
        awaitHangUp(connection);
      }
    } catch (IOException e) {
      // the other side is gone
    }
  }

  private void awaitHangUp(Socket connection) {
    try {
      hangUps.add(connection.getInputStream().read() < 0);
    } catch (IOException e) {
      hangUps.add(true);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Request read(InputStream in) throws IOException {
    var head = head(in).lines().toList();
    var headers = new TreeMap<String, String>();
    head.stream()
        .filter(line -> line.contains(": "))
        .map(line -> line.split(": ", 2))
        .forEach(pair -> headers.put(pair[0].toLowerCase(Locale.ROOT), pair[1]));
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    var body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    return new Request(head.getFirst().split(" ", -1)[1], headers, body);
  }

  private static String head(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    while (!bytes.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("the request ended");
      }
      bytes.write(b);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
