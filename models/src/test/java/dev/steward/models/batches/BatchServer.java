package dev.steward.models.batches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.steward.testkit.BatchPeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// A provider of batches on this machine: what both kinds have in common. Results come in the
/// opposite order of requests.
abstract class BatchServer implements BatchPeer, AutoCloseable {
  static final JsonMapper JSON = new JsonMapper();

  private final HttpServer server;
  final Map<String, Held> held = new LinkedHashMap<>();
  final List<Map<String, String>> headers = new ArrayList<>();
  private final Deque<Trouble> troubles = new ArrayDeque<>();
  private boolean breaks;
  private boolean garbles;

  private record Trouble(int status, int retryAfter) {}

  /// A batch.
  static final class Held {
    final String id;
    final List<JsonNode> requests;
    final JsonNode made;
    boolean isCancelled;
    boolean isEnded;

    Held(String id, List<JsonNode> requests, JsonNode made) {
      this.id = id;
      this.requests = requests;
      this.made = made;
    }
  }

  BatchServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  final String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /// What is answered; null: there is no such thing.
  abstract @Nullable Object answer(String method, String path, String body);

  /// Whether a request is the one that makes a batch or asks for one.
  abstract boolean isAboutBatches(String path);

  private synchronized void serve(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().toString();
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var sent = new LinkedHashMap<String, String>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> sent.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    headers.add(sent);
    var trouble = isAboutBatches(path) ? troubles.poll() : null;
    if (trouble != null && trouble.status() > 0) {
      if (trouble.retryAfter() > 0) {
        exchange.getResponseHeaders().set("retry-after", Integer.toString(trouble.retryAfter()));
      }
      send(exchange, trouble.status(), "{\"error\":{\"type\":\"trouble\",\"message\":\"no\"}}");
      return;
    }
    var answer = answer(exchange.getRequestMethod(), path, body);
    if (trouble != null) {
      exchange.close();
    } else if (answer == null) {
      send(exchange, 404, "{\"error\":{\"type\":\"not_found_error\",\"message\":\"no\"}}");
    } else if (answer instanceof String lines && breaks) {
      breaks = false;
      exchange.sendResponseHeaders(200, lines.length() * 2L);
      exchange.getResponseBody().write(lines.getBytes(StandardCharsets.UTF_8), 0, 40);
      exchange.getResponseBody().flush();
      exchange.close();
    } else {
      send(exchange, 200, answer.toString());
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Lines of results, the last request's first.
  final String lines(List<JsonNode> results) {
    var lines = new StringBuilder();
    results.reversed().forEach(result -> lines.append(result).append('\n'));
    return garbles ? "{\"custom_id\":\n" + lines : lines.toString();
  }

  @Override
  public synchronized int batches() {
    return held.size();
  }

  @Override
  public synchronized List<String> asked() {
    return held.values().stream()
        .flatMap(batch -> batch.requests.stream())
        .map(JsonNode::toString)
        .toList();
  }

  @Override
  public synchronized void end() {
    held.values().forEach(batch -> batch.isEnded = true);
  }

  @Override
  public synchronized void refuses(int status, int retryAfter) {
    troubles.add(new Trouble(status, retryAfter));
  }

  @Override
  public synchronized void dies() {
    troubles.add(new Trouble(0, 0));
  }

  @Override
  public synchronized void breaksResults() {
    breaks = true;
  }

  @Override
  public synchronized void garblesALine() {
    garbles = true;
  }

  @Override
  public synchronized void forgets() {
    held.clear();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
