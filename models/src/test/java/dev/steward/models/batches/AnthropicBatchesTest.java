package dev.steward.models.batches;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.model.BatchModel.Found;
import dev.steward.core.model.BatchModel.Outcome;
import dev.steward.core.model.BatchModel.Request;
import dev.steward.testkit.BatchModelContract;
import dev.steward.testkit.BatchPeer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnthropicBatchesTest implements BatchModelContract {
  private final AnthropicServer server = new AnthropicServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Override
  public BatchPeer peer() {
    return server;
  }

  @Test
  void aRequestIsTheOrdinaryOneWithoutItsStream() {
    var key = "anthropic:Anthropic:claude-sonnet-5-5";
    var blocks =
        "[{\"type\":\"thinking\",\"thinking\":\"Hm.\",\"signature\":\"s\"},"
            + "{\"type\":\"tool_use\",\"id\":\"c1\",\"name\":\"find_slot\",\"input\":{}}]";
    var prompt = Talks.whole(Map.of(key, blocks));
    server.model().submit("p1", List.of(new Request("p1-0", prompt)));

    var sent = BatchServer.read(server.asked().getFirst());
    assertThat(sent.path("custom_id").asText()).isEqualTo("p1-0");
    assertThat(sent.path("params").toString())
        .isEqualTo(Talks.ordinary(AnthropicServer::chat, prompt).toString())
        .contains("cache_control", "Hm.", "777", "find_slot")
        .doesNotContain("stream");
    assertThat(server.headers.getFirst())
        .containsEntry("x-api-key", "sk-test")
        .containsEntry("anthropic-version", "2023-06-01");
  }

  @Test
  void whatItThoughtGoesBackToItVerbatim() {
    var prompt = Talks.whole(Map.of());
    var id = server.model().submit("p1", List.of(new Request("p1-0", prompt)));
    server.end();
    var answers = new ArrayList<Outcome>();
    server
        .model()
        .read(id, request -> Optional.of(prompt), result -> answers.add(result.outcome()));

    assertThat(answers).hasSize(1);
    var extras = ((Outcome.Answered) answers.getFirst()).completion().extras();
    assertThat(BatchServer.read(extras.getOrDefault("anthropic:Anthropic:claude-sonnet-5-5", "")))
        .isEqualTo(
            BatchServer.read(
                """
                [{"type":"thinking","thinking":"Hm.","signature":"sig"},
                 {"type":"text","text":"You said: When can I see John? 🌻"}]
                """));
  }

  @Test
  void whileABatchOfTheSameSizeIsAtWorkNobodyCanTell() {
    server.model().submit("other", List.of(new Request("other-0", Talks.whole(Map.of()))));

    assertThat(server.model().find("p1", 1, NOW, Set.of())).isInstanceOf(Found.Unclear.class);
    assertThat(server.model().find("p1", 2, NOW, Set.of())).isInstanceOf(Found.Absent.class);
    assertThat(server.model().find("p1", 1, NOW.plusSeconds(3600), Set.of()))
        .isInstanceOf(Found.Absent.class);
  }
}
