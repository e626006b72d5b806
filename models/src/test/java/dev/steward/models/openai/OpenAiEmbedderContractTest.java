package dev.steward.models.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.model.Embedder;
import dev.steward.core.run.Pause;
import dev.steward.models.chat.ApiKey;
import dev.steward.models.chat.ModelOptions;
import dev.steward.models.chat.Provider;
import dev.steward.models.peers.AiMock;
import dev.steward.testkit.EmbedderContract;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OpenAiEmbedderContractTest implements EmbedderContract {
  /// What the server's vectors have unless it is asked for fewer.
  private static final int DIMENSIONS = 1_536;

  @SuppressWarnings("NullAway.Init")
  private static AiMock server;

  @BeforeAll
  static void start() {
    server = new AiMock();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  public Embedder embedder() {
    return embedder(DIMENSIONS);
  }

  @Test
  void aServerThatCanShortenVectorsDoes() {
    var query = embedder(256).query("John prefers morning meetings");

    assertThat(query.dimensions()).isEqualTo(256);
    assertThat(query.dot(embedder(256).passage("John prefers morning meetings")))
        .isGreaterThan(query.dot(embedder(256).passage("the printer is out of paper")));
  }

  private static Embedder embedder(int dimensions) {
    var model =
        ModelOptions.of(
                Provider.named("openai").orElseThrow(),
                "text-embedding-3-small",
                new ApiKey("OPENAI_API_KEY", "sk-test"))
            .withBaseUrl(server.baseUrl());
    return new OpenAiEmbedder(
        EmbeddingOptions.of(model, dimensions),
        Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
        Pause.SLEEPING);
  }
}
