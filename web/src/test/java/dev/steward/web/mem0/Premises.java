package dev.steward.web.mem0;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.core.memory.GuardedMemory;
import dev.steward.core.memory.Memory;
import dev.steward.core.memory.Writing;
import dev.steward.core.policy.Secrets;
import dev.steward.core.run.Pause;
import dev.steward.testkit.HashingEmbedder;
import dev.steward.testkit.InMemoryDocuments;
import dev.steward.testkit.InMemoryFactStore;
import dev.steward.testkit.InMemoryIndex;
import dev.steward.testkit.ManualClock;
import dev.steward.testkit.desk.FakeDesk;
import dev.steward.web.Route;
import dev.steward.web.StewardServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// A server with Mem0's APIs in front of a memory of the tenant `acme` on fakes, and a caller.
final class Premises implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-02T09:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  final ManualClock clock = new ManualClock(NOW);
  final InMemoryDocuments documents = new InMemoryDocuments();
  final Memory memory;
  final StewardServer server;
  private final FakeDesk desk = new FakeDesk(clock);
  private final Mem0 mem0;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicLong ids = new AtomicLong();

  Premises(StewardServer.ApiKey... keys) {
    this(Writing.byRules(ZoneOffset.UTC), keys);
  }

  Premises(Writing writing, StewardServer.ApiKey... keys) {
    var index = new InMemoryIndex();
    memory =
        new Memory(
            new InMemoryFactStore(),
            index,
            index,
            new HashingEmbedder(),
            new Secrets(),
            clock,
            this::id,
            Memory.Options.DEFAULTS,
            writing);
    var door = new GuardedMemory(memory);
    mem0 = new Mem0(door, documents, this::id, clock, Pause.SLEEPING, "acme");
    var options =
        StewardServer.Options.DEFAULTS
            .withPort(0)
            .withTenant("acme")
            .withGrace(Duration.ofMillis(100))
            .withKeys(List.of(keys));
    server = new StewardServer(desk, options, clock, mem0.routes());
  }

  private String id() {
    return new UUID(0x7000L, ids.incrementAndGet()).toString();
  }

  List<Route> routes() {
    return mem0.routes();
  }

  URI uri(String path) {
    return URI.create(server.uri() + path);
  }

  /// What was answered.
  record Answer(int status, JsonNode body) {
    String text(String pointer) {
      return body.at(pointer).asText();
    }
  }

  Answer get(String path) {
    return call("GET", path, "");
  }

  Answer call(String method, String path, String body) {
    return call(HttpRequest.newBuilder(uri(path)), method, body);
  }

  Answer call(HttpRequest.Builder request, String method, String body) {
    var publisher =
        body.isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body);
    try {
      var response =
          client.send(
              request
                  .method(method, publisher)
                  .header("Content-Type", "application/json")
                  .timeout(Duration.ofSeconds(20))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), JSON.readTree(response.body()));
    } catch (Exception e) {
      throw new AssertionError(method + " failed", e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    server.close();
    mem0.close();
    desk.close();
    memory.close();
  }
}
