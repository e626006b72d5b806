package dev.steward.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.PermissionDeniedException;
import com.openai.errors.SseException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.completions.CompletionUsage;
import com.openai.models.models.Model;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// OpenAI's own Java client finds in Steward what it looks for.
class OpenAiJavaTest {
  private static final String KEY = "key-of-ana-0123456789";

  private final Fixture fixture = new Fixture();
  private final StewardServer server =
      fixture.server(
          Fixture.OPTIONS.withKeys(
              List.of(new StewardServer.ApiKey("ana's", KEY, List.of("ana")))));
  private final OpenAIClient client = client(KEY);

  @AfterEach
  void close() {
    client.close();
    fixture.close();
  }

  @Test
  void aCompletionHasItsTextAndUsage() {
    fixture.desk.when("Draft", Plays.ofAModel());
    var completion = client.chat().completions().create(ask("Draft"));
    var choice = completion.choices().getFirst();
    assertThat(choice.message().content()).contains("Dear John, tea? 🍵");
    assertThat(choice.finishReason().asString()).isEqualTo("stop");
    assertThat(completion.model()).isEqualTo("steward");
    assertUsage(completion.usage().orElseThrow());
    assertThat(fixture.desk.tasks().getFirst().user()).isEqualTo("ana");
    completion.validate();
  }

  @Test
  void aStreamHasTheSameTextAndUsage() {
    fixture.desk.when("Draft", Plays.ofAModel());
    var options = ChatCompletionStreamOptions.builder().includeUsage(true).build();
    var params = ask("Draft").toBuilder().streamOptions(options).build();
    List<ChatCompletionChunk> chunks;
    try (var stream = client.chat().completions().createStreaming(params)) {
      chunks = stream.stream().toList();
    }
    chunks.forEach(ChatCompletionChunk::validate);
    var text = new StringBuilder();
    for (var chunk : chunks) {
      chunk.choices().forEach(choice -> text.append(choice.delta().content().orElse("")));
    }
    assertThat(text).hasToString("Dear John, tea? 🍵");
    assertThat(chunks.getLast().choices()).isEmpty();
    assertUsage(chunks.getLast().usage().orElseThrow());
  }

  @Test
  void theAgentsAreTheModels() {
    assertThat(client.models().list().data())
        .extracting(Model::id)
        .containsExactly("steward", "local", "outreach_qa");
    assertThat(client.models().retrieve("local").validate().ownedBy()).isEqualTo("steward");
  }

  @Test
  void errorsAreRecognised() {
    var completions = client.chat().completions();
    assertThatThrownBy(() -> completions.create(ask("Hi").toBuilder().model("gpt-4").build()))
        .isInstanceOfSatisfying(
            NotFoundException.class,
            e -> {
              assertThat(e.code()).contains("model_not_found");
              assertThat(e.param()).contains("model");
            });
    assertThatThrownBy(() -> completions.create(ask(" "))).isInstanceOf(BadRequestException.class);
    assertThatThrownBy(() ->
            completions.create(
                ask("Hi").toBuilder()
                    .putAdditionalBodyProperty("user", JsonValue.from("bob"))
                    .build()))
        .isInstanceOf(PermissionDeniedException.class);
    var stranger = client("no such key");
    assertThatThrownBy(() -> stranger.models().list()).isInstanceOf(UnauthorizedException.class);
    stranger.close();
  }

  @Test
  void aFailedTaskIsOneErrorAndOneTask() {
    fixture.desk.when("Fail", Plays.thatFails());
    assertThatThrownBy(() -> client.chat().completions().create(ask("Fail")))
        .isInstanceOf(InternalServerException.class)
        .hasMessageContaining("ANTHROPIC_API_KEY");
    assertThat(fixture.desk.tasks()).hasSize(1);
    assertThatThrownBy(
            () -> {
              try (var stream = client.chat().completions().createStreaming(ask("Fail"))) {
                stream.stream().forEach(chunk -> {});
              }
            })
        .isInstanceOf(SseException.class)
        .hasMessageContaining("ANTHROPIC_API_KEY");
  }

  private static void assertUsage(CompletionUsage usage) {
    assertThat(usage.promptTokens()).isEqualTo(37);
    assertThat(usage.completionTokens()).isEqualTo(50);
    assertThat(usage.totalTokens()).isEqualTo(87);
    assertThat(usage.promptTokensDetails().orElseThrow().cachedTokens()).contains(20L);
    assertThat(usage.completionTokensDetails().orElseThrow().reasoningTokens()).contains(6L);
  }

  private static ChatCompletionCreateParams ask(String text) {
    return ChatCompletionCreateParams.builder()
        .model("steward")
        .temperature(0.3)
        .addSystemMessage("Be brief")
        .addUserMessage(text)
        .build();
  }

  private OpenAIClient client(String key) {
    return OpenAIOkHttpClient.builder().baseUrl(server.uri() + "/v1").apiKey(key).build();
  }
}
