package dev.steward.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// OpenAI's own JavaScript client finds in Steward what it looks for.
class OpenAiNodeTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "key-of-ana-0123456789";

  private final Fixture fixture = new Fixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void completionsStreamsModelsAndErrorsAreUnderstood() throws Exception {
    fixture.desk.when("Draft", Plays.ofAModel()).when("Fail", Plays.thatFails());
    var seen = run();
    assertThat(seen.path("text").asText()).isEqualTo("Dear John, tea? 🍵");
    assertThat(seen.path("task").asText()).isEqualTo("t1");
    assertThat(seen.path("usage"))
        .isEqualTo(
            JSON.readTree(
                """
                {"prompt_tokens":37,"completion_tokens":50,"total_tokens":87,
                 "prompt_tokens_details":{"cached_tokens":20},
                 "completion_tokens_details":{"reasoning_tokens":6}}
                """));
    assertThat(seen.at("/streamed/text")).isEqualTo(seen.path("text"));
    assertThat(seen.at("/streamed/usage")).isEqualTo(seen.path("usage"));
    assertThat(seen.at("/streamed/finish")).isEqualTo(JSON.readTree("[\"stop\"]"));
    assertThat(seen.path("models"))
        .isEqualTo(JSON.readTree("[\"steward\",\"local\",\"outreach_qa\"]"));
    assertThat(seen.at("/unknown/name").asText()).isEqualTo("NotFoundError");
    assertThat(seen.at("/unknown/code").asText()).isEqualTo("model_not_found");
    assertThat(seen.at("/stranger/name").asText()).isEqualTo("AuthenticationError");
    assertThat(seen.at("/failed/name").asText()).isEqualTo("InternalServerError");
    assertThat(seen.at("/failed/message").asText()).contains("ANTHROPIC_API_KEY");
    assertThat(seen.at("/failedStream/message").asText()).contains("ANTHROPIC_API_KEY");
    assertThat(fixture.desk.tasks()).hasSize(4);
  }

  private JsonNode run() throws Exception {
    var peers = Path.of("target", "peers").toAbsolutePath();
    if (!Files.isDirectory(peers.resolve("node_modules/openai"))) {
      fail("The npm package openai is missing from " + peers + "; run ./check, which installs it");
    }
    var server =
        fixture.server(
            Fixture.OPTIONS.withKeys(
                List.of(new StewardServer.ApiKey("ana's", KEY, List.of("ana")))));
    var builder = new ProcessBuilder("node", "src/test/peers/chat.mjs");
    builder.environment().put("PEERS", peers.toString());
    builder.environment().put("STEWARD_URL", server.uri().toString());
    builder.environment().put("STEWARD_KEY", KEY);
    var errors = Files.createTempFile("chat", ".err");
    var process = builder.redirectError(errors.toFile()).start();
    try {
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
      return JSON.readTree(output);
    } finally {
      process.destroyForcibly();
      Files.delete(errors);
    }
  }
}
