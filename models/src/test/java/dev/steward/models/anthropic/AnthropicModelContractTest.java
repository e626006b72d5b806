package dev.steward.models.anthropic;

import dev.steward.models.chat.ApiKey;
import dev.steward.models.chat.ModelOptions;
import dev.steward.models.chat.Provider;
import dev.steward.models.peers.MockServer;
import dev.steward.testkit.ChatModelContract;
import dev.steward.testkit.ModelPeer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class AnthropicModelContractTest implements ChatModelContract {
  @SuppressWarnings("NullAway.Init")
  private static MockServer server;

  @BeforeAll
  static void start() {
    server = new MockServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  public ModelPeer peer() {
    var options =
        ModelOptions.of(
            Provider.named("anthropic").orElseThrow(),
            "claude-haiku-5-5",
            new ApiKey("ANTHROPIC_API_KEY", "sk-test"));
    return server.peer(url ->
        new AnthropicModel(options.withBaseUrl(url), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)));
  }
}
