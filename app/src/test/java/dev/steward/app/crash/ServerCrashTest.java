package dev.steward.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerCrashTest {
  private static final Story STORY = new Story(Story.Plot.OFFERS, "ana", "s", 7);
  private static final long LOOK_EVERY_MILLIS = 20;

  @TempDir Path folder;

  @Test
  void aTaskThatWasAcceptedOverHttpIsDoneAfterTheServerWasKilled() throws Exception {
    var stage = new Stage(folder);
    var inTheMiddle = "Worked " + STORY.id() + "/4";
    try (var http = HttpClient.newHttpClient()) {
      try (var server = stage.start(Child.Work.SERVE, "", "hold=" + inTheMiddle)) {
        var uri = address(server);
        assertThat(hand(http, uri).statusCode()).isEqualTo(202);
        assertThat(server.line()).isEqualTo(Child.HELD);
        assertThat(task(http, uri)).contains("\"status\":\"running\"");
        server.kill();
      }
      try (var server = stage.start(Child.Work.SERVE, "", "")) {
        var uri = address(server);

        assertThat(settled(http, uri)).contains("\"status\":\"done\"", STORY.answer());
      }
    }
    stage.findings(List.of(STORY.id())).assertNothingIsAmiss();
  }

  private static URI address(ChildJvm server) throws InterruptedException {
    assertThat(server.line()).as(server.complaints()).isEqualTo(Child.OPENING);
    return URI.create(server.line());
  }

  private static HttpResponse<String> hand(HttpClient http, URI server) throws Exception {
    var task = STORY.task();
    var body =
        """
        {"id": "%s", "user_id": "%s", "session_id": "%s", "input": "%s", "wait": false}
        """
            .formatted(task.id(), task.user(), task.session(), task.text());
    return http.send(
        request(server.resolve("/v1/tasks"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static String task(HttpClient http, URI server) throws Exception {
    var uri = server.resolve("/v1/tasks/" + STORY.id());
    return http.send(request(uri).build(), BodyHandlers.ofString()).body();
  }

  private static String settled(HttpClient http, URI server) throws Exception {
    var deadline = System.nanoTime() + ChildJvm.PATIENCE.toNanos();
    var task = task(http, server);
    while (task.contains("\"status\":\"running\"") && System.nanoTime() < deadline) {
      Thread.sleep(LOOK_EVERY_MILLIS);
      task = task(http, server);
    }
    return task;
  }

  private static HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30));
  }
}
