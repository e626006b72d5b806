package dev.steward.models.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.model.ChatMessage;
import dev.steward.core.model.ChatModel;
import dev.steward.core.model.Prompt;
import dev.steward.models.chat.ApiKey;
import dev.steward.models.chat.ModelOptions;
import dev.steward.models.chat.Provider;
import dev.steward.models.peers.AiMock;
import dev.steward.testkit.ChatModelContract;
import dev.steward.testkit.ModelPeer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OpenAiModelContractTest implements ChatModelContract {
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
  public ModelPeer peer() {
    return server.peer(OpenAiModelContractTest::model);
  }

  @Test
  void tokensFromTheCacheAreCountedApart() {
    var peer = server.detailedPeer(OpenAiModelContractTest::model);
    peer.will(new ModelPeer.Reply.Says("Yes.", peer.usage()));
    var prompt =
        new Prompt(
            "",
            List.of(new ChatMessage.User("Well?")),
            List.of(),
            List.of(),
            Prompt.Options.DEFAULTS);

    assertThat(peer.model().complete(prompt, piece -> {}).usage()).isEqualTo(peer.usage());
  }

  private static ChatModel model(String url, String id) {
    var options =
        ModelOptions.of(
            Provider.named("openai").orElseThrow(), id, new ApiKey("OPENAI_API_KEY", "sk-test"));
    return new OpenAiModel(options.withBaseUrl(url), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  }
}
