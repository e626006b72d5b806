package dev.steward.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.core.turn.TurnEvent;
import dev.steward.testkit.desk.Play;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Tasks that end before they are done: because somebody asks for it, or because the caller leaves.
@Timeout(60)
class CancelTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CHAT = "/v1/chat/completions";

  private final Fixture fixture = new Fixture();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  @BeforeEach
  void start() {
    fixture.desk.when(
        "Slowly",
        (turn, events) -> {
          events.accept(new TurnEvent.StepBegun(turn.id(), 1, "work", "model"));
          events.accept(new TurnEvent.Text(turn.id(), "At "));
          begun.countDown();
          released.await();
          return Play.done(turn, "At last");
        });
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static String chat(String text, boolean stream) {
    return "{\"model\":\"steward\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
        .formatted(stream, text);
  }

  private static String request(StewardServer server, String path, String body, String... headers) {
    return """
    POST %s HTTP/1.1\r
    Host: localhost:%d\r
    Content-Type: application/json\r
    Content-Length: %d\r
    %s\r
    %s\
    """
        .formatted(
            path,
            server.uri().getPort(),
            body.length(),
            String.join("", List.of(headers).stream().map(header -> header + "\r\n").toList()),
            body);
  }

  /// What became of the task, as soon as it is over.
  private JsonNode ended(StewardServer server, String id) throws Exception {
    fixture.get(server, "/v1/tasks/" + id + "/events");
    return JSON.readTree(fixture.get(server, "/v1/tasks/" + id));
  }

  @Test
  void aRunningTaskIsCancelledOnceAndForAll() throws Exception {
    var server = fixture.server();
    var caller = new Caller(fixture, server.uri());
    caller.post("/v1/tasks", "{\"input\":\"Slowly\",\"user_id\":\"ana\",\"wait\":false}");
    begun.await();

    var first = caller.post("/v1/tasks/t1/cancel", "{}");
    var second = caller.post("/v1/tasks/t1/cancel", "{}");

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(first.body()).path("status").asText()).isEqualTo("cancelled");
    assertThat(JSON.readTree(first.body()).path("result").asText()).startsWith("Cancelled.");
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(caller.post("/v1/tasks/t9/cancel", "{}").statusCode()).isEqualTo(404);
  }

  @Test
  void whoeverWaitsForACancelledTaskIsTold() throws Exception {
    var server = fixture.server();
    try (var raw = new RawHttp(server.uri());
        var streamed = new RawHttp(server.uri())) {
      raw.send(request(server, CHAT, chat("Slowly", false), "Connection: close"));
      begun.await();
      streamed.send(request(server, CHAT, chat("Slowly", true), "Connection: close"));
      streamed.until("At ");
      var caller = new Caller(fixture, server.uri());
      caller.post("/v1/tasks/t1/cancel", "{}");
      caller.post("/v1/tasks/t2/cancel", "{}");

      assertThat(raw.rest()).contains("409", "x-should-retry: false", "task_cancelled");
      assertThat(streamed.rest()).contains("task_cancelled", "[DONE]");
    }
  }

  @Test
  void aCallerOfOpenAisApiThatLeavesCancels() throws Exception {
    var server = fixture.server();
    try (var raw = new RawHttp(server.uri())) {
      raw.send(request(server, CHAT, chat("Slowly", false)));
      begun.await();
    }

    assertThat(ended(server, "t1").path("status").asText()).isEqualTo("cancelled");
  }

  @Test
  void soDoesOneThatLeavesItsStream() throws Exception {
    var server = fixture.server();
    try (var raw = new RawHttp(server.uri())) {
      raw.send(request(server, CHAT, chat("Slowly", true))).until("At ");
    }

    assertThat(ended(server, "t1").path("status").asText()).isEqualTo("cancelled");
  }

  @Test
  void oneThatMayComeBackCancelsNothing() throws Exception {
    var server = fixture.server();
    for (var stream : List.of(true, false)) {
      try (var raw = new RawHttp(server.uri())) {
        raw.send(request(server, CHAT, chat("Slowly", stream), "Idempotency-Key: k" + stream));
        begun.await();
      }
    }
    released.countDown();

    assertThat(ended(server, "ktrue").path("status").asText()).isEqualTo("done");
    assertThat(ended(server, "kfalse").path("result").asText()).isEqualTo("At last");
  }

  @Test
  void aServerThatStopsCancelsNothing() throws Exception {
    var server = fixture.server(Fixture.OPTIONS.withGrace(java.time.Duration.ofMillis(50)));
    try (var raw = new RawHttp(server.uri())) {
      raw.send(request(server, CHAT, chat("Slowly", true))).until("At ");
      server.close();
      fixture.desk.awaitWatchers(0, java.time.Duration.ofSeconds(10));
    }
    released.countDown();

    assertThat(ended(fixture.server(), "t1").path("status").asText()).isEqualTo("done");
  }

  @Test
  void aConnectionServesTheNextRequestToo() throws Exception {
    var server = fixture.server();
    try (var raw = new RawHttp(server.uri())) {
      for (int i = 0; i < 3; i++) {
        raw.send(request(server, CHAT, chat("Hi", i % 2 == 0)));
        assertThat(until(raw, i % 2 == 0)).contains("200 OK", "You said: Hi");
      }
      // Sent before it was asked for.
      raw.send(
          request(server, CHAT, chat("Hi", true)) + request(server, CHAT, chat("Hi again", true)));
      assertThat(until(raw, true)).contains("You said: Hi");
      assertThat(until(raw, true)).contains("You said: Hi again");
    }
    assertThat(fixture.desk.tasks()).hasSize(5);
  }

  private static String until(RawHttp raw, boolean stream) throws IOException {
    return raw.until(stream ? "[DONE]\n\n\r\n0\r\n\r\n" : "\"currency\":\"USD\"}}");
  }
}
