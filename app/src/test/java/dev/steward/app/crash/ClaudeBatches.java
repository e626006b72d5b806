package dev.steward.app.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/// Answers as Anthropic's Message Batches do. A batch has ended when it is looked at the second
/// time. Everything else is refused, so that whoever calls the ordinary way is found out.
final class ClaudeBatches implements AutoCloseable {
  private static final Pattern REQUEST = Pattern.compile("\"custom_id\":\"([^\"]+)\"");

  private final HttpServer server;
  private final Clock clock;
  private final Map<String, List<String>> batches = new LinkedHashMap<>();
  private final Map<String, Integer> looks = new LinkedHashMap<>();
  private final List<String> refused = new ArrayList<>();
  private Runnable onTaken = () -> {};
  private Runnable onHalfTheResults = () -> {};
  private Runnable onAllResults = () -> {};

  ClaudeBatches(Clock clock) {
    this.clock = clock;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /// Done once, when a batch is taken and nobody has heard of it.
  synchronized void onTaken(Runnable deed) {
    onTaken = deed;
  }

  synchronized void onHalfTheResults(Runnable deed) {
    onHalfTheResults = deed;
  }

  synchronized void onAllResults(Runnable deed) {
    onAllResults = deed;
  }

  /// How many requests each batch has.
  synchronized List<Integer> sizes() {
    return batches.values().stream().map(List::size).toList();
  }

  synchronized List<String> refused() {
    return List.copyOf(refused);
  }

  private synchronized void serve(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    var isPost = exchange.getRequestMethod().equals("POST");
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (path.equals("/v1/messages/batches") && isPost) {
      var id = "msgbatch_" + (batches.size() + 1);
      batches.put(id, REQUEST.matcher(body).results().map(found -> found.group(1)).toList());
      var deed = onTaken;
      onTaken = () -> {};
      deed.run();
      send(exchange, 200, shown(id));
    } else if (path.equals("/v1/messages/batches")) {
      var all = new ArrayList<>(batches.keySet().stream().map(this::looked).toList()).reversed();
      send(exchange, 200, "{\"data\":[%s],\"has_more\":false}".formatted(String.join(",", all)));
    } else if (path.endsWith("/results")) {
      results(exchange, path.split("/", -1)[4]);
    } else if (!isPost && path.startsWith("/v1/messages/batches/")) {
      send(exchange, 200, looked(path.split("/", -1)[4]));
    } else {
      refused.add(path);
      send(exchange, 400, "{\"error\":{\"type\":\"invalid_request_error\"}}");
    }
  }

  private String looked(String id) {
    looks.merge(id, 1, Integer::sum);
    return shown(id);
  }

  private String shown(String id) {
    var isEnded = looks.getOrDefault(id, 0) > 1;
    var size = batches.getOrDefault(id, List.of()).size();
    return """
    {"id":"%s","type":"message_batch","processing_status":"%s","created_at":"%s",
     "request_counts":{"processing":%d,"succeeded":%d,"errored":0,"canceled":0,"expired":0}}
    """
        .formatted(
            id,
            isEnded ? "ended" : "in_progress",
            clock.instant(),
            isEnded ? 0 : size,
            isEnded ? size : 0);
  }

  private void results(HttpExchange exchange, String id) throws IOException {
    var lines = new StringBuilder();
    for (var request : batches.getOrDefault(id, List.of()).reversed()) {
      lines.append(
          """
          {"custom_id":"%s","result":{"type":"succeeded","message":{"id":"msg_1","type":"message",\
          "role":"assistant","model":"claude-haiku-5-5","content":[{"type":"text","text":"Done"}],\
          "stop_reason":"end_turn","usage":{"input_tokens":1000,"output_tokens":100,\
          "service_tier":"batch"}}}}
          """
              .formatted(request));
    }
    var bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
    // Who asks only for the first line, to see whose the batch is, has gone by then.
    var isWhole = looks.getOrDefault(id, 0) > 2;
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
    exchange.getResponseBody().flush();
    if (isWhole) {
      onHalfTheResults = done(onHalfTheResults);
    }
    exchange.getResponseBody().write(bytes, bytes.length / 2, bytes.length - bytes.length / 2);
    exchange.close();
    if (isWhole) {
      onAllResults = done(onAllResults);
    }
  }

  private static Runnable done(Runnable deed) {
    deed.run();
    return () -> {};
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
