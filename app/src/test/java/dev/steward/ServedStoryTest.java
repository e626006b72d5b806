package dev.steward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.core.Failure;
import dev.steward.web.StewardServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same story over HTTP, the server started anew for the second day.
class ServedStoryTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private House house;
  private StewardServer server;

  @BeforeEach
  void open() {
    house = new House(folder);
    server = serve();
  }

  @AfterEach
  void close() {
    server.close();
    house.close();
  }

  private StewardServer serve() {
    return new StewardServer(
        house.steward(), StewardServer.Options.DEFAULTS.withPort(0), house.clock);
  }

  private JsonNode ask(String user, String input) throws IOException, InterruptedException {
    var body = JSON.writeValueAsString(Map.of("user_id", user, "input", input));
    try (var client = HttpClient.newHttpClient()) {
      var response =
          client.send(
              HttpRequest.newBuilder(URI.create(server.uri() + "/v1/tasks"))
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(200);
      return JSON.readTree(response.body());
    }
  }

  @Test
  void aMeetingIsBookedToldTheNextDayAndCancelled() throws Exception {
    ask("ana", "John prefers morning meetings between 9am and 11am");
    var booked = ask("ana", "Set up a meeting with John about the website on Monday");
    assertThat(booked.path("result").asText()).contains("Monday 30 November 2026, 9:00–9:30");
    assertThat(booked.path("task_type").asText()).isEqualTo("simple");
    assertThat(booked.path("agent").asText()).isEqualTo("local");
    assertThat(booked.path("cost").decimalValue()).isZero();

    server.close();
    house.reopenAfter(Duration.ofDays(1));
    server = serve();

    var told = ask("ana", "What did I schedule with John?");
    assertThat(told.path("result").asText()).contains("Monday 30 November 2026, 9:00–9:30");
    assertThat(told.path("sources").toString()).contains("Set up a meeting with John");
    assertThat(ask("bob", "What did I schedule with John?").path("result").asText())
        .doesNotContain("website");
    assertThat(ask("ana", "Cancel it").path("result").asText()).startsWith("Cancelled");
  }

  @Test
  void aFolderThatIsServedIsHeldAndSaysByWhom() {
    house.steward().announce(server.uri());
    assertThatThrownBy(() -> Steward.open(folder))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("in use")
        .hasMessageContaining(server.uri().toString());
  }
}
