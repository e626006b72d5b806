package dev.steward;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.core.run.Pause;
import dev.steward.web.StewardServer;
import dev.steward.web.mem0.Mem0;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole Steward in the place of Mem0: its own client with every call, and what that adds in the
/// answer to a task.
class ServedMem0Test {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path WEB = Path.of("..", "web").toAbsolutePath().normalize();

  @TempDir private Path folder;
  private final AtomicInteger ids = new AtomicInteger();
  private House house;
  private Mem0 mem0;
  private StewardServer server;

  @BeforeEach
  void open() {
    house = new House(folder);
    serve();
  }

  @AfterEach
  void close() {
    stop();
    house.close();
  }

  private void serve() {
    var steward = house.steward();
    mem0 =
        new Mem0(
            steward.memory(),
            steward.documents(),
            () -> "id-" + ids.incrementAndGet(),
            house.clock,
            Pause.SLEEPING,
            Steward.TENANT);
    server =
        new StewardServer(
            steward, StewardServer.Options.DEFAULTS.withPort(0), house.clock, mem0.routes());
  }

  private void stop() {
    server.close();
    mem0.close();
  }

  private JsonNode call(String method, String path, String body) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var response =
          client.send(
              HttpRequest.newBuilder(URI.create(server.uri() + path))
                  .header("Content-Type", "application/json")
                  .method(
                      method,
                      body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      return JSON.readTree(response.body());
    }
  }

  @Test
  void everyCallOfTheClientWorks() throws Exception {
    var builder = new ProcessBuilder("node", WEB.resolve("src/test/peers/mem0.mjs").toString());
    builder.environment().put("PEERS", WEB.resolve("target/peers").toString());
    builder.environment().put("MEM0_TELEMETRY", "false");
    builder.environment().put("STEWARD_URL", server.uri().toString());
    builder.environment().put("STEWARD_KEY", "m0-any");
    var errors = folder.resolve("node.err");
    var process = builder.redirectError(errors.toFile()).start();
    try {
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue())
          .as("run ./check, which installs mem0ai; " + Files.readString(errors))
          .isZero();
      var seen = JSON.readTree(output);
      System.out.printf(
          "Mem0's npm client on a whole Steward: %d calls it has, %d calls that work%n",
          seen.path("has").size(), seen.path("works").size());
      assertThat(seen.path("failed").toPrettyString()).isEqualTo("{ }");
      assertThat(seen.path("works").size()).isEqualTo(seen.path("has").size());
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void whatAClientAddsIsToldInATaskDaysLater() throws Exception {
    call(
        "PATCH",
        "/api/v1/orgs/organizations/steward/projects/default/",
        "{\"custom_instructions\":\"Remember budgets\"}");
    call(
        "POST",
        "/v3/memories/add/",
        """
        {"user_id":"ana","infer":false,
         "messages":[{"role":"user","content":"The budget limit is $500"}]}
        """);

    stop();
    house.reopenAfter(Duration.ofDays(3));
    serve();

    var told =
        call(
            "POST",
            "/v1/tasks",
            "{\"user_id\":\"ana\",\"input\":\"What do you know about the budget limit?\"}");
    assertThat(told.path("result").asText()).contains("$500");
    assertThat(
            call("GET", "/api/v1/orgs/organizations/steward/projects/default/", "")
                .path("custom_instructions")
                .asText())
        .isEqualTo("Remember budgets");
  }
}
