package dev.steward.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.turn.TurnEvent;
import dev.steward.testkit.desk.Play;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Streams of events, many at once, and clients that leave, dawdle or never finish.
class StreamTest {
  private static final String TASK = "{\"input\":\"Slowly\",\"user_id\":\"ana\"}";

  private final Fixture fixture = new Fixture();
  private final CountDownLatch released = new CountDownLatch(1);

  StreamTest() {
    fixture.desk.when(
        "Slowly",
        (turn, events) -> {
          events.accept(new TurnEvent.StepBegun(turn.id(), 1, "work", "model"));
          events.accept(new TurnEvent.Text(turn.id(), "At "));
          released.await();
          events.accept(new TurnEvent.Text(turn.id(), "last"));
          events.accept(new TurnEvent.StepEnded(turn.id(), 1, "work", "model", "DONE"));
          return Play.done(turn, "At last");
        });
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void eventsComeWhileTheTurnRuns() throws Exception {
    var server = fixture.server();
    try (var raw = new RawHttp(server.uri())) {
      raw.send(request(server, "/v1/tasks", TASK));
      assertThat(raw.until("\"text\":\"At \"}"))
          .contains("Content-Type: text/event-stream")
          .contains("event: step_begun\ndata: {\"task_id\":\"t1\",\"number\":1,\"node\":\"work\"");
      assertThat(raw.until(": still here\n\n")).doesNotContain("last");
      released.countDown();
      assertThat(raw.rest())
          .containsSubsequence("event: text", "event: step_ended", "event: finished", "At last");
    }
  }

  @Test
  void fiftyStreamsRunAtOnce() throws Exception {
    var uri = fixture.server().uri().resolve("/v1/tasks");
    var responses = new ArrayList<CompletableFuture<HttpResponse<InputStream>>>();
    for (int i = 0; i < 50; i++) {
      var request = Fixture.json(uri, TASK).header("Accept", "text/event-stream").build();
      responses.add(fixture.client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream()));
    }
    var streams = new ArrayList<InputStream>();
    for (var response : responses) {
      streams.add(response.get().body()); // All have begun, and none has ended.
    }
    assertThat(fixture.desk.watchers()).isEqualTo(50);
    released.countDown();
    for (var stream : streams) {
      assertThat(new String(stream.readAllBytes(), StandardCharsets.UTF_8))
          .contains("event: finished");
    }
  }

  @Test
  void aClientThatLeavesLeavesNothingBehind() throws Exception {
    var server = fixture.server();
    for (var path : List.of("/v1/tasks", "/v1/chat/completions")) {
      var body =
          path.equals("/v1/tasks")
              ? TASK
              : "{\"model\":\"steward\",\"stream\":true,"
                  + "\"messages\":[{\"role\":\"user\",\"content\":\"Slowly\"}]}";
      try (var raw = new RawHttp(server.uri())) {
        raw.send(request(server, path, body)).until("At ");
        assertThat(fixture.desk.watchers()).isEqualTo(1);
      }
      fixture.desk.awaitWatchers(0, Duration.ofSeconds(10));
    }
    released.countDown();
    assertThat(fixture.get(server, "/v1/tasks/t1/events")).contains("At last");
  }

  @Test
  void halfARequestKeepsNobodyElseWaiting() throws Exception {
    var server = fixture.server();
    var slow = new ArrayList<RawHttp>();
    for (int i = 0; i < 50; i++) {
      slow.add(new RawHttp(server.uri()));
      slow.getLast().send("POST /v1/tasks HTTP/1.1\r\nHost: localhost:");
      slow.add(new RawHttp(server.uri()));
      slow.getLast().send(request(server, "/v1/tasks", TASK).replace("\"}", ""));
    }
    assertThat(fixture.get(server, "/health")).contains("ok");
    try (var log = new LogWatch()) {
      for (var raw : slow) {
        raw.close();
      }
      server.close();
      assertThat(log.messages()).isEmpty();
    }
    assertThat(fixture.desk.tasks()).isEmpty();
  }

  @Test
  void aStoppedServerLetsAResponseEndAndTakesNoOther() throws Exception {
    var server = fixture.server();
    var request =
        HttpRequest.newBuilder(server.uri().resolve("/v1/tasks"))
            .header("Content-Type", "application/json")
            .header("Accept", "text/event-stream")
            .POST(HttpRequest.BodyPublishers.ofString(TASK))
            .build();
    var response = fixture.client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    var stopping = Thread.ofVirtual().start(server::close);
    awaitRefusal(server);
    released.countDown();
    assertThat(new String(response.body().readAllBytes(), StandardCharsets.UTF_8))
        .contains("event: finished");
    assertThat(stopping.join(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void aStoppedServerWaitsNoLongerThanItsGrace() throws Exception {
    var server = fixture.server(Fixture.OPTIONS.withGrace(Duration.ofMillis(200)));
    try (var raw = new RawHttp(server.uri())) {
      raw.send(request(server, "/v1/tasks", TASK)).until("At ");
      var stopping = Thread.ofVirtual().start(server::close);
      assertThat(stopping.join(Duration.ofSeconds(10))).isTrue();
      fixture.desk.awaitWatchers(0, Duration.ofSeconds(10));
    }
    released.countDown();
  }

  private static void awaitRefusal(StewardServer server) throws InterruptedException {
    while (true) {
      try (var raw = new RawHttp(server.uri())) {
        raw.send("\r\n");
      } catch (IOException e) {
        return;
      }
    }
  }

  private static String request(StewardServer server, String path, String body) {
    return """
    POST %s HTTP/1.1\r
    Host: localhost:%d\r
    Content-Type: application/json\r
    Accept: text/event-stream\r
    Content-Length: %d\r
    Connection: close\r
    \r
    %s\
    """
        .formatted(path, server.uri().getPort(), body.length(), body);
  }
}
