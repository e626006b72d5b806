package dev.steward.models.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.steward.core.Failure;
import dev.steward.core.cost.Usage;
import dev.steward.core.model.ChatMessage;
import dev.steward.core.model.Completion;
import dev.steward.core.model.Prompt;
import dev.steward.core.model.Unfinished;
import dev.steward.core.run.Effect;
import dev.steward.core.tool.Schema;
import dev.steward.core.tool.ToolCall;
import dev.steward.core.tool.ToolSpec;
import dev.steward.models.chat.ApiKey;
import dev.steward.models.chat.ModelOptions;
import dev.steward.models.chat.Provider;
import dev.steward.models.peers.WireFake;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What DeepSeek, MiniMax and local servers really send, byte by byte.
class OpenAiModelTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);
  private static final String YES =
      """
      data: {"choices":[{"index":0,"delta":{"content":"Yes."},"finish_reason":null}],"usage":null}

      data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null}

      data: [DONE]

      """;
  private static final Schema.Struct KIND =
      new Schema.Struct(
          "", List.of(Schema.required("kind", new Schema.Choice("which", List.of("a", "b")))));

  private final WireFake provider = new WireFake();

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void deepSeeksAnswerIsReadToTheLastByte() {
    provider.trickles(
        """
        : keep-alive

        data: {"id":"1","choices":[{"index":0,"delta":{"role":"assistant","content":null,"reasoning_content":"Hm, ü"},"finish_reason":null}],"usage":null}

        data: {"id":"1","choices":[{"index":0,"delta":{"content":"Grüße, ","reasoning_content":null},"finish_reason":null}],"usage":null}

        : keep-alive

        data: {"id":"1","choices":[{"index":0,"delta":{"content":"你好 👋"},"finish_reason":null}],"usage":null}

        data: {"id":"1","choices":[{"index":0,"delta":{"content":""},"finish_reason":"stop"}],"usage":{"prompt_tokens":10000,"completion_tokens":500,"total_tokens":10500,"prompt_tokens_details":{"cached_tokens":0},"completion_tokens_details":{"reasoning_tokens":120},"prompt_cache_hit_tokens":9000,"prompt_cache_miss_tokens":1000}}

        data: [DONE]

        """
            .replace("\n", "\r\n"));
    var pieces = new ArrayList<String>();

    var answer = model("deepseek", "deepseek-flash").complete(ask("?"), pieces::add);

    assertThat(answer.text()).isEqualTo("Grüße, 你好 👋");
    assertThat(pieces).containsExactly("Grüße, ", "你好 👋");
    assertThat(answer.usage()).isEqualTo(new Usage(1000, 9000, 0, 0, 500, 120));
    assertThat(answer.rawUsage()).contains("\"prompt_cache_hit_tokens\":9000");
    assertThat(answer.stop()).isEqualTo(Completion.Stop.END);
  }

  @Test
  void whatDeepSeekThoughtGoesBackToItAndToNobodyElse() {
    provider.streams(
        """
        data: {"choices":[{"index":0,"delta":{"reasoning_content":"The list "}}]}

        data: {"choices":[{"index":0,"delta":{"reasoning_content":"will do."}}]}

        data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"list","arguments":""}}]},"finish_reason":"tool_calls"}]}

        data: [DONE]

        """);
    provider.streams(YES).streams(YES);
    var wish = model("deepseek", "deepseek-flash").complete(ask("?"), piece -> {});
    var next = List.of(wish.message(), new ChatMessage.ToolOutput("c1", "list", "none", true));

    model("deepseek", "deepseek-flash").complete(prompt(next), piece -> {});
    model("deepseek", "deepseek-v4-pro").complete(prompt(next), piece -> {});

    assertThat(wish.text()).isEmpty();
    assertThat(wish.toolCalls()).containsExactly(new ToolCall("c1", "list", Map.of()));
    provider.request();
    assertThat(provider.request().body()).contains("\"reasoning_content\":\"The list will do.\"");
    assertThat(provider.request().body()).doesNotContain("The list will do.");
  }

  @Test
  void deepSeekIsToldNotToThinkUnlessItMay() {
    provider.streams(YES).streams(YES);
    var model = model("deepseek", "deepseek-flash");

    model.complete(ask("?"), piece -> {});
    model.complete(
        new Prompt(
            "",
            ask("?").messages(),
            List.of(),
            List.of(),
            Prompt.Options.DEFAULTS.withThinking(true)),
        piece -> {});

    var quiet = provider.request();
    assertThat(quiet.path()).isEqualTo("/chat/completions");
    assertThat(quiet.body())
        .contains("\"thinking\":{\"type\":\"disabled\"}")
        .contains("\"max_tokens\":4096")
        .contains("\"include_usage\":true")
        .doesNotContain("temperature", "tool_choice");
    assertThat(quiet.headers())
        .containsEntry("authorization", "Bearer sk-secret")
        .containsEntry("accept", "text/event-stream");
    assertThat(provider.request().body()).doesNotContain("disabled");
  }

  @Test
  void openAiIsGivenItsOwnNameForTheLimitAndNothingAboutThinking() {
    provider.streams(YES);

    model("openai", "gpt-5.2").complete(ask("?"), piece -> {});

    assertThat(provider.request().body())
        .contains("\"max_completion_tokens\":4096")
        .doesNotContain("max_tokens", "thinking");
  }

  @Test
  void thinkingInsideTheTextIsTakenOutEvenInPieces() {
    provider.streams(
        """
        data: {"choices":[{"index":0,"delta":{"content":"<thi"}}]}

        data: {"choices":[{"index":0,"delta":{"content":"nk>They want </"}}]}

        data: {"choices":[{"index":0,"delta":{"content":"think>\\n\\nIt is "}}]}

        data: {"choices":[{"index":0,"delta":{"content":"1 <"}}]}

        data: {"choices":[{"index":0,"delta":{"content":" 2."},"finish_reason":"stop"}]}

        data: [DONE]

        """);
    provider.streams(YES);
    var model = model("ollama", "qwen3:8b");
    var pieces = new ArrayList<String>();

    var answer = model.complete(ask("?"), pieces::add);
    model.complete(prompt(List.of(answer.message(), new ChatMessage.User("Sure?"))), piece -> {});

    assertThat(answer.text()).isEqualTo("It is 1 < 2.");
    assertThat(String.join("", pieces)).isEqualTo(answer.text());
    provider.request();
    assertThat(provider.request().body()).contains("<think>They want </think>\\n\\nIt is 1 < 2.");
  }

  @Test
  void anErrorInTheMiddleOfTheStreamIsAFailure() {
    provider.streams(
        """
        data: {"choices":[{"index":0,"delta":{"content":"Ye"}}]}

        data: {"error":{"message":"the secret plan is too much","type":"server_error","code":"rate_limit_exceeded"}}

        """);

    var failure = failureOf("deepseek", "deepseek-flash");

    assertThat(failure.isRetryable()).isTrue();
    assertThat(failure.text()).contains("DeepSeek", "deepseek-flash", "429").doesNotContain("plan");
  }

  @Test
  void aSpentQuotaIsNoReasonToTryAgain() {
    provider.refuses(
        429,
        "Retry-After: 5\r\n",
        "{\"error\":{\"code\":\"insufficient_quota\",\"message\":\"x\"}}");

    var failure = failureOf("openai", "gpt-5.2");

    assertThat(failure.isRetryable()).isFalse();
    assertThat(failure.text()).contains("insufficient_quota", "balance");
  }

  @Test
  void aRefusedKeyIsCalledByItsVariable() {
    provider.refuses(401, "", "{\"error\":{\"message\":\"Incorrect API key: sk-secret\"}}");

    assertThat(failureOf("deepseek", "deepseek-flash").text())
        .contains("DeepSeek", "401", "DEEPSEEK_API_KEY was refused")
        .doesNotContain("sk-secret");
  }

  @Test
  void anUnknownModelIsCalledByItsName() {
    provider.refuses(404, "", "{\"error\":{\"code\":\"model_not_found\"}}");

    assertThat(failureOf("openai", "gpt-99").text())
        .contains("404", "model_not_found", "no model gpt-99", "steward.yaml");
  }

  @Test
  void aDateToRetryAfterIsTurnedIntoAWait() {
    provider.refuses(503, "Retry-After: Mon, 23 Nov 2026 10:00:42 GMT\r\n", "");

    assertThat(failureOf("deepseek", "deepseek-flash").retryAfter())
        .isEqualTo(Duration.ofSeconds(42));
  }

  @Test
  void anEmptyAnswerMayComeBetterNextTime() {
    provider.raw("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

    assertThat(failureOf("deepseek", "deepseek-flash").isRetryable()).isTrue();
  }

  @Test
  void aWebPageIsNoAnswer() {
    provider.raw(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html>secret plan</html>");

    var failure = failureOf("vllm", "qwen3");

    assertThat(failure.isRetryable()).isFalse();
    assertThat(failure.text()).contains("vLLM", "base URL").doesNotContain("plan");
  }

  @Test
  void anErrorThatSaysItIsASuccessIsAFailure() {
    provider.raw(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{\"error\":{\"code\":402}}");

    var failure = failureOf("vllm", "qwen3");

    assertThat(failure.isRetryable()).isFalse();
    assertThat(failure.text()).contains("402");
  }

  @Test
  void aRedirectIsNotFollowed() {
    provider.refuses(302, "Location: http://localhost:1/\r\n", "");

    var failure = failureOf("vllm", "qwen3");

    assertThat(failure.isRetryable()).isFalse();
    assertThat(failure.text()).contains("302", "base URL");
  }

  @Test
  void anAnswerWithoutItsEndWasCutOff() {
    provider.streams(
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Yes, but\"}}]}\n\n");
    provider.breaks("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Yes, but\"}}]}\n\n");
    provider.streams("data: {\"choices\":[{\"index\":0,\"delta\":{\"con");

    assertThat(failureOf("deepseek", "deepseek-flash").text()).contains("cut off");
    assertThat(failureOf("deepseek", "deepseek-flash").text()).contains("cut off");
    assertThat(failureOf("deepseek", "deepseek-flash").isRetryable()).isTrue();
  }

  @Test
  void anAnswerWithItsEndIsCompleteEvenIfTheServerForgetsToSayDone() {
    provider.streams(
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Yes.\"},\"finish_reason\":\"stop\"}]}\n\n");

    var answer = model("ollama", "qwen3").complete(ask("?"), piece -> {});

    assertThat(answer.text()).isEqualTo("Yes.");
    assertThat(answer.usage()).isEqualTo(Usage.NONE);
    assertThat(answer.rawUsage()).isEmpty();
  }

  @Test
  void aToolCallThatTheLimitCutOffIsSaidToBe() {
    provider.streams(
        """
        data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","function":{"name":"list","arguments":"{\\"a\\": "}}]},"finish_reason":"length"}]}

        data: [DONE]

        """);

    var failure = failureOf("deepseek", "deepseek-flash");

    assertThat(failure.isRetryable()).isFalse();
    assertThat(failure.text()).contains("limit on tokens", "list");
  }

  @Test
  void aToolCallThatIsNotJsonIsNoAnswer() {
    provider.streams(
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"function\":{\"name\":\"list\",\"arguments\":\"secret plan\"}}]},\"finish_reason\":\"tool_calls\"}]}\n\n");

    var failure = failureOf("deepseek", "deepseek-flash");

    assertThat(failure.isRetryable()).isFalse();
    assertThat(failure.text())
        .contains("deepseek-flash", "list", "not JSON")
        .doesNotContain("plan");
  }

  @Test
  void toolCallsWithoutIdsGetOnesThatAreNewInTheConversation() {
    provider.streams(
        """
        data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"","function":{"name":"list","arguments":"{\\"n\\":null,\\"x\\":1.5}"}},{"index":1,"function":{"name":"find","arguments":""}}]},"finish_reason":"stop"}]}

        data: [DONE]

        """);
    var earlier =
        new ChatMessage.Assistant("", List.of(new ToolCall("call_1", "list", Map.of())), Map.of());

    var wish =
        model("ollama", "qwen3")
            .complete(
                prompt(
                    List.of(earlier, new ChatMessage.ToolOutput("call_1", "list", "none", true))),
                piece -> {});

    assertThat(wish.stop()).isEqualTo(Completion.Stop.TOOLS);
    assertThat(wish.toolCalls())
        .containsExactly(
            new ToolCall("call_2", "list", Map.of("x", 1.5)),
            new ToolCall("call_3", "find", Map.of()));
  }

  @Test
  void aRefusalIsSaidToBeOne() {
    provider.streams(
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"refusal\":\"No.\"},\"finish_reason\":\"stop\"}]}\n\n");

    assertThat(model("openai", "gpt-5.2").complete(ask("?"), piece -> {}).stop())
        .isEqualTo(Completion.Stop.REFUSED);
  }

  @Test
  void aShapeIsAskedForAsTheModelCanTakeIt() {
    provider.streams(YES).streams(YES).streams(YES);
    var prompt =
        new Prompt("Sort.", ask("?").messages(), List.of(), List.of(KIND), Prompt.Options.DEFAULTS);

    model("openai", "gpt-5.2").complete(prompt, piece -> {});
    model("deepseek", "deepseek-flash").complete(prompt, piece -> {});
    model("somebody", "else").complete(prompt, piece -> {});

    assertThat(provider.request().body())
        .contains("\"type\":\"json_schema\"", "\"strict\":true", "\"enum\":[\"a\",\"b\"]")
        .contains("\"additionalProperties\":false")
        .doesNotContain("Markdown");
    assertThat(provider.request().body())
        .contains("\"type\":\"json_object\"", "Sort.", "JSON Schema", "kind");
    assertThat(provider.request().body())
        .contains("Sort.", "JSON Schema", "kind")
        .doesNotContain("response_format");
  }

  @Test
  void aFenceAroundJsonIsTakenOffWhereJsonWasOnlyAskedFor() {
    provider.streams(
        """
        data: {"choices":[{"index":0,"delta":{"content":"```json\\n{\\"kind\\""}}]}

        data: {"choices":[{"index":0,"delta":{"content":": \\"a\\"}\\n```\\n"},"finish_reason":"stop"}]}

        """);
    var pieces = new ArrayList<String>();

    var answer =
        model("somebody", "else")
            .complete(
                new Prompt(
                    "", ask("?").messages(), List.of(), List.of(KIND), Prompt.Options.DEFAULTS),
                pieces::add);

    assertThat(answer.text()).isEqualTo("{\"kind\": \"a\"}");
    assertThat(pieces).containsExactly("{\"kind\": \"a\"}");
  }

  @Test
  void toolsAndTheirOutcomesAreToldInOpenAisWords() {
    provider.streams(YES);
    var tool = new ToolSpec("list", "Lists.", KIND, Effect.PURE);
    var wish =
        new ChatMessage.Assistant(
            "Let me see.", List.of(new ToolCall("c1", "list", Map.of("kind", "a"))), Map.of());
    var outcome = new ChatMessage.ToolOutput("c1", "list", "", false);

    model("vllm", "qwen3")
        .complete(
            new Prompt(
                "", List.of(wish, outcome), List.of(tool), List.of(), Prompt.Options.DEFAULTS),
            piece -> {});

    var request = provider.request();
    assertThat(request.body())
        .contains("\"tool_call_id\":\"c1\"", "\"arguments\":\"{\\\"kind\\\":\\\"a\\\"}\"")
        .contains("\"description\":\"Lists.\"", "Let me see.")
        .doesNotContain("system");
    assertThat(request.headers()).doesNotContainKey("authorization");
  }

  @Test
  void aServerThatIsNotThereIsNamed() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    var model =
        new OpenAiModel(options("ollama", "qwen3").withBaseUrl("http://localhost:" + port), CLOCK);

    var failure = catchThrowableOfType(Failure.class, () -> model.complete(ask("?"), piece -> {}));

    assertThat(failure.isRetryable()).isTrue();
    assertThat(failure.text()).contains("Ollama", "qwen3", "localhost:" + port, "no connection");
  }

  @Test
  void aTimeoutHangsUp() {
    provider.falls("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Well\"}}]}\n\n");
    var hurried =
        new Prompt(
            "",
            ask("?").messages(),
            List.of(),
            List.of(),
            Prompt.Options.DEFAULTS.withTimeout(Duration.ofMillis(300)));

    var failure =
        catchThrowableOfType(
            Failure.class,
            () -> model("deepseek", "deepseek-flash").complete(hurried, piece -> {}));

    assertThat(failure.text()).contains("within 300 ms");
    assertThat(provider.wasHungUp()).isTrue();
  }

  @Test
  void anAnswerThatDoesNotBeginInTimeIsHungUpOn() {
    provider.falls(
        """
        : keep-alive

        data: {"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}

        """);
    provider.streams(YES);
    var options = options("deepseek", "deepseek-flash").withFirstToken(Duration.ofMillis(300));

    var failure =
        catchThrowableOfType(
            Failure.class, () -> new OpenAiModel(options, CLOCK).complete(ask("?"), piece -> {}));

    assertThat(failure.text()).contains("did not begin its answer within 300 ms");
    assertThat(failure.isRetryable()).isTrue();
    assertThat(failure).hasCauseInstanceOf(Unfinished.class);
    assertThat(provider.wasHungUp()).isTrue();
  }

  @Test
  void anAnswerThatHasBegunMayTakeItsTime() {
    provider.falls("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Well\"}}]}\n\n");
    var options = options("deepseek", "deepseek-flash").withFirstToken(Duration.ofMillis(200));
    var patient =
        new Prompt(
            "",
            ask("?").messages(),
            List.of(),
            List.of(),
            Prompt.Options.DEFAULTS.withTimeout(Duration.ofMillis(600)));

    var failure =
        catchThrowableOfType(
            Failure.class, () -> new OpenAiModel(options, CLOCK).complete(patient, piece -> {}));

    assertThat(failure.text()).contains("within 600 ms");
  }

  @Test
  void anInterruptHangsUp() {
    provider.falls("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Well\"}}]}\n\n");
    var failure = new CompletableFuture<Failure>();
    var caller =
        Thread.ofVirtual()
            .unstarted(() ->
                failure.complete(
                    catchThrowableOfType(
                        Failure.class,
                        () ->
                            model("deepseek", "deepseek-flash").complete(ask("?"), piece -> {}))));

    caller.start();
    provider.request();
    caller.interrupt();

    assertThat(failure.join().isRetryable()).isTrue();
    assertThat(provider.wasHungUp()).isTrue();
  }

  private Failure failureOf(String provider, String id) {
    return catchThrowableOfType(
        Failure.class, () -> model(provider, id).complete(ask("secret plan"), piece -> {}));
  }

  private OpenAiModel model(String provider, String id) {
    return new OpenAiModel(options(provider, id), CLOCK);
  }

  private ModelOptions options(String name, String id) {
    var known =
        Provider.named(name)
            .orElse(new Provider(name, name, Provider.Format.OPENAI, "http://localhost", ""));
    var key =
        known.keyVariable().isEmpty() ? ApiKey.NONE : new ApiKey(known.keyVariable(), "sk-secret");
    return ModelOptions.of(known, id, key).withBaseUrl(provider.url());
  }

  private static Prompt ask(String question) {
    return prompt(List.of(new ChatMessage.User(question)));
  }

  private static Prompt prompt(List<? extends ChatMessage> messages) {
    return new Prompt("", List.copyOf(messages), List.of(), List.of(), Prompt.Options.DEFAULTS);
  }
}
