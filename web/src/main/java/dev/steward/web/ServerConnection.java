package dev.steward.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.Failure;
import dev.steward.core.turn.TurnEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/// Speaks HTTP to a [StewardServer], and turns its errors into failures.
final class ServerConnection implements AutoCloseable {
  private static final Duration CONNECTING = Duration.ofSeconds(5);
  private static final Duration ANSWERING = Duration.ofSeconds(60);

  /// For what looks at everything.
  private static final Duration WORKING = Duration.ofMinutes(30);

  private final URI server;
  private final String key;
  private final String tenant;
  private final HttpClient client;

  ServerConnection(URI server, String key, String tenant) {
    this.server = server;
    this.key = key;
    this.tenant = tenant;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECTING)
            .build();
  }

  /// A path and its parameters; empty values are left out.
  static String path(String path, String... namesAndValues) {
    var query = new StringBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (!namesAndValues[i + 1].isEmpty()) {
        query.append(query.isEmpty() ? '?' : '&').append(namesAndValues[i]).append('=');
        query.append(encoded(namesAndValues[i + 1]));
      }
    }
    return path + query;
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  <T> T get(String path, Class<T> type) {
    return read(text(request(path).build()), type);
  }

  /// What is there, or nothing if the server has none of that name.
  <T> Optional<T> find(String path, Class<T> type) {
    var response = send(request(path).build());
    return response.statusCode() == 404
        ? Optional.empty()
        : Optional.of(read(succeeded(response), type));
  }

  <T> List<T> list(String path, Class<T> type) {
    return elements(get(path, ObjectNode.class), type);
  }

  <T> List<T> list(String path, ObjectNode body, Class<T> type) {
    return elements(post(path, body, ObjectNode.class), type);
  }

  <T> T post(String path, ObjectNode body, Class<T> type) {
    return read(text(json(path, body).build()), type);
  }

  String text(HttpRequest request) {
    return succeeded(send(request));
  }

  HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(server.resolve(path)).timeout(ANSWERING);
    if (!key.isEmpty()) {
      request.header("Authorization", "Bearer " + key);
    }
    return request;
  }

  HttpRequest.Builder json(String path, ObjectNode body) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)));
  }

  /// What is answered, however long it takes, as `shape` reads it.
  <T> T shape(HttpRequest.Builder request, Function<Fields, T> shape) {
    return shaped(read(text(request.timeout(WORKING).build()), ObjectNode.class), shape);
  }

  /// The elements of what is answered, however long it takes.
  <T> List<T> shapes(HttpRequest.Builder request, Function<Fields, T> shape) {
    return shape(request, fields -> fields.objects("data").stream().map(shape).toList());
  }

  <T> T shaped(ObjectNode node, Function<Fields, T> shape) {
    try {
      return shape.apply(Fields.trusted(node));
    } catch (Refusal e) {
      throw misunderstood(e);
    }
  }

  /// Hands over the lines of an answer as they come.
  void lines(HttpRequest.Builder request, Consumer<InputStream> read) {
    stream(request.timeout(WORKING), "application/x-ndjson", read::accept);
  }

  /// Hands over a turn's events until the stream ends.
  void stream(HttpRequest.Builder request, Consumer<TurnEvent> events) {
    events(request, (name, data) -> handOver(name, data, events));
  }

  /// Hands over the names and data of events until the stream ends.
  void events(HttpRequest.Builder request, BiConsumer<String, String> events) {
    stream(
        request,
        "text/event-stream",
        body ->
            new EventReader(body, ANSWERING)
                .forEach((name, data) -> {
                  if (name.equals("error")) {
                    throw failure(500, data);
                  }
                  events.accept(name, data);
                }));
  }

  /// Reads the body of an answer.
  @FunctionalInterface
  private interface Reading {
    void read(InputStream body) throws IOException, InterruptedException;
  }

  private void stream(HttpRequest.Builder request, String mediaType, Reading reading) {
    HttpResponse<InputStream> response;
    try {
      response =
          client.send(
              request.header("Accept", mediaType).build(),
              HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    try (var body = response.body()) {
      if (response.statusCode() != 200) {
        var text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
        throw failure(response.statusCode(), text);
      }
      reading.read(body);
    } catch (IOException | UncheckedIOException e) {
      throw Failure.passing(
          "The connection to the Steward at %s broke; what it was asked to do goes on there"
              .formatted(server),
          e,
          Duration.ZERO);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void handOver(String name, String data, Consumer<TurnEvent> events) {
    Optional<TurnEvent> event;
    try {
      event = WireTurnEvent.read(name, data, tenant);
    } catch (IOException | IllegalArgumentException | Refusal e) {
      throw misunderstood(e);
    }
    event.ifPresent(events);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private String succeeded(HttpResponse<String> response) {
    if (response.statusCode() / 100 != 2) {
      throw failure(response.statusCode(), response.body());
    }
    return response.body();
  }

  private <T> List<T> elements(ObjectNode page, Class<T> type) {
    var all = new ArrayList<T>();
    for (var element : page.path("data")) {
      all.add(read(element.toString(), type));
    }
    return all;
  }

  <T> T read(String text, Class<T> type) {
    try {
      return Json.read(text, type);
    } catch (IOException e) {
      throw misunderstood(e);
    }
  }

  /// The failure that the server was told by its desk.
  private Failure failure(int status, String body) {
    ObjectNode error;
    try {
      error = Json.read(body, ObjectNode.class);
    } catch (IOException e) {
      error = Json.object();
    }
    if (!(error.get("error") instanceof ObjectNode said)) {
      return Failure.external(
          "%s answered %d without saying why; is it a Steward?".formatted(server, status), null);
    }
    var message = said.path("message").asText();
    return switch (said.path("code").asText()) {
      case "limit_reached" -> Failure.limit(message);
      case Failure.BUDGET_EXCEEDED -> Failure.budget(message);
      case "internal" -> Failure.internal(message, null);
      case "external_failure" ->
          said.path("retryable").asBoolean()
              ? Failure.passing(
                  message, null, Duration.ofMillis(said.path("retry_after_ms").asLong()))
              : Failure.external(message, null);
      default -> Failure.user(message);
    };
  }

  private Failure unreachable(IOException e) {
    return Failure.passing(
        "No Steward answers at %s; start it with: steward serve".formatted(server),
        e,
        Duration.ZERO);
  }

  private Failure misunderstood(Exception e) {
    return Failure.external(
        "The Steward at %s answered in a way that this version does not understand; use the same"
                .formatted(server)
            + " version on both sides",
        e);
  }

  private Failure interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return Failure.passing(
        "Waiting for the Steward at %s was interrupted".formatted(server), e, Duration.ZERO);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
