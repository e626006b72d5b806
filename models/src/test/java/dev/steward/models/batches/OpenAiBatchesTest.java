package dev.steward.models.batches;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.model.BatchModel.Found;
import dev.steward.core.model.BatchModel.Progress;
import dev.steward.core.model.BatchModel.Request;
import dev.steward.testkit.BatchModelContract;
import dev.steward.testkit.BatchPeer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenAiBatchesTest implements BatchModelContract {
  private final OpenAiServer server = new OpenAiServer();

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
    var prompt = Talks.whole(Map.of());
    server.model().submit("p1", List.of(new Request("p1-0", prompt)));

    var sent = BatchServer.read(server.asked().getFirst());
    assertThat(sent.path("custom_id").asText()).isEqualTo("p1-0");
    assertThat(sent.path("method").asText()).isEqualTo("POST");
    assertThat(sent.path("url").asText()).isEqualTo("/v1/chat/completions");
    assertThat(sent.path("body").toString())
        .isEqualTo(Talks.ordinary(OpenAiServer::chat, prompt).toString())
        .contains("max_completion_tokens", "777", "find_slot")
        .doesNotContain("stream");
    assertThat(server.headers.getFirst()).containsEntry("authorization", "Bearer sk-test");
    assertThat(server.files.get("file-1")).contains("name=\"purpose\"\r\n\r\nbatch\r\n");
  }

  @Test
  void aBatchIsKnownByItsKeyAsSoonAsItIsTaken() {
    var prompt = Talks.whole(Map.of());
    var id = server.model().submit("p1", List.of(new Request("p1-0", prompt)));
    assertThat(server.model().find("p1", 1, NOW, Set.of())).isEqualTo(new Found.Taken(id));
  }

  @Test
  void aBatchThatFailsWhenItIsLookedAtIsRefused() {
    var id = server.model().submit("p1", List.of(new Request("p1-0", Talks.whole(Map.of()))));
    server.refusal = "token_limit_exceeded";

    var progress = server.model().look(id);
    assertThat(progress.state()).isEqualTo(Progress.State.REFUSED);
    assertThat(progress.code()).isEqualTo("token_limit_exceeded");
  }
}
