package dev.steward.stores.chroma;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/// Stands between us and a Chroma server, passes everything on, and does wrong when it is told to.
final class Meddler implements AutoCloseable {
  private final URI server;
  private final HttpServer listener;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Trick trick = Trick.NONE;

  /// What it does with a request.
  interface Trick {
    Trick NONE = (request, answer) -> answer.pass();

    void on(Asked request, Answer answer) throws IOException, InterruptedException;
  }

  /// A request.
  ///
  /// @param what its method and the last part of its path, such as `POST upsert`
  record Asked(String what, int bytes) {}

  interface Answer {
    /// What the server answers.
    void pass() throws IOException, InterruptedException;

    void say(int status, String body) throws IOException;

    /// The server does it, but nobody hears of it.
    void passAndBreak() throws IOException, InterruptedException;

    /// Nothing until the end.
    void hang() throws InterruptedException;
  }

  Meddler(URI server) {
    this.server = server;
    try {
      listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    listener.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    listener.createContext("/", this::handle);
    listener.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + listener.getAddress().getPort());
  }

  void does(Trick next) {
    trick = next;
  }

  /// Fails whatever begins so.
  void fails(String what, int status, String body) {
    does((request, answer) -> {
      if (request.what().startsWith(what)) {
        answer.say(status, body);
      } else {
        answer.pass();
      }
    });
  }

  void behaves() {
    does(Trick.NONE);
  }

  /// What was asked, in order.
  List<String> seen() {
    return List.copyOf(seen);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      var what = exchange.getRequestMethod() + " " + path.substring(path.lastIndexOf('/') + 1);
      var body = exchange.getRequestBody().readAllBytes();
      seen.add(what);
      trick.on(new Asked(what, body.length), new Given(exchange, body));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Given implements Answer {
    private final HttpExchange exchange;
    private final byte[] body;

    Given(HttpExchange exchange, byte[] body) {
      this.exchange = exchange;
      this.body = body;
    }

    private HttpResponse<byte[]> asked() throws IOException, InterruptedException {
      return client.send(
          HttpRequest.newBuilder(server.resolve(exchange.getRequestURI()))
              .header("Content-Type", "application/json")
              .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body))
              .build(),
          BodyHandlers.ofByteArray());
    }

    @Override
    public void pass() throws IOException, InterruptedException {
      var response = asked();
      write(response.statusCode(), response.body());
    }

    @Override
    public void say(int status, String text) throws IOException {
      write(status, text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(int status, byte[] bytes) throws IOException {
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) {
        exchange.getResponseBody().write(bytes);
      }
    }

    @Override
    public void passAndBreak() throws IOException, InterruptedException {
      asked();
      throw new IOException("broken off");
    }

    @Override
    public void hang() throws InterruptedException {
      closed.await();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    listener.stop(0);
    client.shutdownNow();
  }
}
