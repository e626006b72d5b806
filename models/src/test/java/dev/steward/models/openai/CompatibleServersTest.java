package dev.steward.models.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.steward.core.Failure;
import dev.steward.core.cost.Usage;
import dev.steward.core.model.ChatMessage;
import dev.steward.core.model.Completion;
import dev.steward.core.model.Prompt;
import dev.steward.core.model.Unfinished;
import dev.steward.core.tool.ToolCall;
import dev.steward.models.chat.ApiKey;
import dev.steward.models.chat.ModelOptions;
import dev.steward.models.chat.Provider;
import dev.steward.models.peers.WireFake;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where Gemini, Ollama, vLLM and MiniMax depart from what they copy, byte by byte.
class CompatibleServersTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);
  private static final String YES =
      """
      data: {"choices":[{"index":0,"delta":{"content":"Yes."},"finish_reason":"stop"}]}

      data: [DONE]

      """;

  private final WireFake provider = new WireFake();

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void geminisCallsWithoutIndexAreSeveralAndTheirSignaturesGoBackToItAlone() {
    provider.streams(
        """
        data: {"choices":[{"delta":{"role":"assistant","tool_calls":[{"extra_content":{"google":{"thought_signature":"c2lnMQ=="}},"function":{"arguments":"{\\"kind\\":\\"a\\"}","name":"list"},"id":"call_297140","type":"function"}]},"index":0}],"model":"gemini-3.8-flash","object":"chat.completion.chunk","usage":{"completion_tokens":9,"prompt_tokens":40,"total_tokens":90}}

        data: {"choices":[{"delta":{"role":"assistant","tool_calls":[{"function":{"arguments":"{}","name":"find"},"id":"call_297141","type":"function"}]},"finish_reason":"stop","index":0}],"model":"gemini-3.8-flash","object":"chat.completion.chunk","usage":{"completion_tokens":20,"prompt_tokens":40,"total_tokens":250}}

        data: [DONE]

        """);
    provider.streams(YES).streams(YES);

    var wish = model("gemini", "gemini-3.8-flash").complete(ask("?"), piece -> {});
    var next =
        prompt(
            List.of(
                new ChatMessage.User("?"),
                new ChatMessage.Assistant("Hello.", List.of(), Map.of()),
                new ChatMessage.User("And?"),
                wish.message(),
                new ChatMessage.ToolOutput("call_297140", "list", "none", true),
                new ChatMessage.ToolOutput("call_297141", "find", "none", true)));
    model("gemini", "gemini-3.8-flash").complete(next, piece -> {});
    model("openai", "gpt-5.2").complete(next, piece -> {});

    assertThat(wish.stop()).isEqualTo(Completion.Stop.TOOLS);
    assertThat(wish.toolCalls())
        .containsExactly(
            new ToolCall("call_297140", "list", Map.of("kind", "a")),
            new ToolCall("call_297141", "find", Map.of()));
    provider.request();
    assertThat(provider.request().body())
        .containsOnlyOnce("\"extra_content\":{\"google\":{\"thought_signature\":\"c2lnMQ==\"}}");
    assertThat(provider.request().body()).doesNotContain("thought_signature");
  }

  @Test
  void whatGeminiThinksIsPaidForThoughOnlyTheTotalTellsIt() {
    provider.streams(
        """
        data: {"choices":[{"delta":{"content":"Yes."},"finish_reason":"stop","index":0}],"usage":{"completion_tokens":151,"prompt_tokens":20,"prompt_tokens_details":{"cached_tokens":8},"total_tokens":553}}

        data: [DONE]

        """);

    assertThat(model("gemini", "gemini-2.5-flash").complete(ask("?"), piece -> {}).usage())
        .isEqualTo(new Usage(12, 8, 0, 0, 533, 382));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "gemini, gemini-2.5-flash, false, none",
        "gemini, gemini-2.5-pro, false, low",
        "gemini, gemini-3.8-flash, false, low",
        "gemini, gemini-3.8-flash, true, -",
        "gemini, gemini-2.0-flash, false, -",
        "ollama, qwen3, false, none",
        "ollama, qwen3, true, -",
        "vllm, qwen3, false, -",
        "openai, gpt-5.2, false, -"
      })
  void thinkingIsKeptAsLowAsTheServerAllows(
      String name, String id, boolean mayThink, @Nullable String effort) {
    provider.streams(YES);

    model(name, id)
        .complete(
            new Prompt(
                "",
                ask("?").messages(),
                List.of(),
                List.of(),
                Prompt.Options.DEFAULTS.withThinking(mayThink)),
            piece -> {});

    var body = provider.request().body();
    if (effort == null) {
      assertThat(body).doesNotContain("reasoning_effort");
    } else {
      assertThat(body).contains("\"reasoning_effort\":\"%s\"".formatted(effort));
    }
    assertThat(body).doesNotContain("temperature", "tool_choice", "top_p");
  }

  @Test
  void geminiIsReachedAtItsOpenAiEndpointWithItsOwnKey() {
    var known = Provider.named("gemini").orElseThrow();

    assertThat(known.baseUrl())
        .isEqualTo("https://generativelanguage.googleapis.com/v1beta/openai");
    assertThat(known.keyVariable()).isEqualTo("GEMINI_API_KEY");
    provider.streams(YES);
    model("gemini", "gemini-2.5-flash").complete(ask("?"), piece -> {});
    var request = provider.request();
    assertThat(request.path()).isEqualTo("/chat/completions");
    assertThat(request.headers()).containsEntry("authorization", "Bearer sk-secret");
    assertThat(request.body()).contains("\"max_tokens\":4096", "\"include_usage\":true");
  }

  @Test
  void geminisErrorsAreListsAndSayHowLongToWait() {
    provider.refuses(
        429,
        "",
        """
        [{
          "error": {
            "code": 429,
            "message": "You exceeded your current quota, please check your plan and billing details. secret plan",
            "status": "RESOURCE_EXHAUSTED",
            "details": [
              {"@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": [{"quotaId": "GenerateRequestsPerMinutePerProjectPerModel-FreeTier"}]},
              {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "28.521s"}
            ]
          }
        }
        ]
        """);

    var failure = failureOf("gemini", "gemini-2.5-flash");

    assertThat(failure.isRetryable()).isTrue();
    assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(29));
    assertThat(failure.text())
        .contains("Gemini", "429", "RESOURCE_EXHAUSTED")
        .doesNotContain("plan");
  }

  @Test
  void aQuotaOfTheDayIsNotTriedAgain() {
    provider.refuses(
        429,
        "",
        """
        [{"error": {"code": 429, "status": "RESOURCE_EXHAUSTED", "details": [
          {"violations": [{"quotaId": "GenerateRequestsPerDayPerProjectPerModel-FreeTier"}]},
          {"retryDelay": "5s"}]}}]
        """);

    var failure = failureOf("gemini", "gemini-2.5-flash");

    assertThat(failure.isRetryable()).isFalse();
    assertThat(failure.code()).isEqualTo(Failure.ACCOUNT);
  }

  @Test
  void aKeyThatGeminiRefusesWith400IsCalledByItsVariable() {
    provider.refuses(
        400,
        "",
        """
        [{"error": {"code": 400, "message": "API key not valid: sk-secret", "status": "INVALID_ARGUMENT",
          "details": [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID"}]}}]
        """);

    var failure = failureOf("gemini", "gemini-2.5-flash");

    assertThat(failure.code()).isEqualTo(Failure.ACCOUNT);
    assertThat(failure.text())
        .contains("400", "API_KEY_INVALID", "GEMINI_API_KEY was refused")
        .doesNotContain("sk-secret");
  }

  @Test
  void anErrorThatGeminiReportsInTheStreamIsAFailure() {
    provider.streams(
        """
        data: {"choices":[{"delta":{"content":"Ye"},"index":0}]}

        data: [{"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}}]

        """);

    var failure = failureOf("gemini", "gemini-2.5-flash");

    assertThat(failure.isRetryable()).isTrue();
    assertThat(failure.text()).contains("503", "UNAVAILABLE", "overloaded");
  }

  @Test
  void whatGeminisFilterStopsIsARefusal() {
    provider.streams(
        """
        data: {"choices":[{"delta":{"role":"assistant"},"finish_reason":"content_filter: PROHIBITED_CONTENT","index":0}],"usage":{"completion_tokens":0,"prompt_tokens":20,"total_tokens":20}}

        data: [DONE]

        """);

    assertThat(model("gemini", "gemini-2.5-flash").complete(ask("?"), piece -> {}).stop())
        .isEqualTo(Completion.Stop.REFUSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"function_call_filter: MALFORMED_FUNCTION_CALL", "error", "abort"})
  void anEndThatIsNoneIsTriedAgainAndPaidFor(String reason) {
    provider.streams(
        """
        data: {"choices":[{"delta":{},"finish_reason":"%s","index":0}],"usage":{"completion_tokens":7,"prompt_tokens":20,"total_tokens":27}}

        """
            .formatted(reason));

    var failure = failureOf("gemini", "gemini-2.5-flash");

    assertThat(failure.isRetryable()).isTrue();
    assertThat(failure.getCause())
        .isInstanceOfSatisfying(
            Unfinished.class,
            unfinished -> assertThat(unfinished.usage()).isEqualTo(new Usage(20, 0, 0, 0, 7, 0)));
  }

  @Test
  void ollamasThoughtsAreNoTextAndGoBackInItsOwnField() {
    provider.streams(
        """
        data: {"choices":[{"index":0,"delta":{"role":"assistant","content":"","reasoning":"The user"},"finish_reason":null}]}

        data: {"choices":[{"index":0,"delta":{"role":"assistant","content":"","reasoning":" waits."},"finish_reason":null}]}

        data: {"choices":[{"index":0,"delta":{"role":"assistant","content":"Soon."},"finish_reason":null}]}

        data: {"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":"stop"}]}

        data: {"choices":[],"usage":{"prompt_tokens":11,"completion_tokens":6,"total_tokens":17}}

        data: [DONE]

        """);
    provider.streams(YES);
    var pieces = new ArrayList<String>();

    var answer = model("ollama", "qwen3").complete(ask("?"), pieces::add);
    model("ollama", "qwen3")
        .complete(prompt(List.of(answer.message(), new ChatMessage.User("When?"))), piece -> {});

    assertThat(pieces).containsExactly("Soon.");
    assertThat(answer.usage()).isEqualTo(new Usage(11, 0, 0, 0, 6, 0));
    provider.request();
    assertThat(provider.request().body())
        .contains("\"reasoning\":\"The user waits.\"")
        .doesNotContain("reasoning_content");
  }

  @Test
  void anAnswerThatWasAllThoughtIsSaidToBeCutShort() {
    provider.streams(
        """
        data: {"choices":[{"index":0,"delta":{"content":"","reasoning":"Okay, the user"},"finish_reason":"length"}]}

        data: [DONE]

        """);

    var answer = model("ollama", "qwen3").complete(ask("?"), piece -> {});

    assertThat(answer.text()).isEmpty();
    assertThat(answer.stop()).isEqualTo(Completion.Stop.LENGTH);
  }

  @Test
  void ollamasCallsThatAllSayIndex0AreSeveral() {
    provider.streams(
        """
        data: {"choices":[{"index":0,"delta":{"content":"","tool_calls":[{"id":"call_a","index":0,"type":"function","function":{"name":"list","arguments":"{\\"n\\":1}"}},{"id":"call_b","index":0,"type":"function","function":{"name":"list","arguments":"{\\"n\\":2}"}}]},"finish_reason":null}]}

        data: {"choices":[{"index":0,"delta":{"content":"","tool_calls":[{"id":"call_c","index":0,"type":"function","function":{"name":"find","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}

        data: [DONE]

        """);

    assertThat(model("ollama", "qwen3").complete(ask("?"), piece -> {}).toolCalls())
        .containsExactly(
            new ToolCall("call_a", "list", Map.of("n", 1L)),
            new ToolCall("call_b", "list", Map.of("n", 2L)),
            new ToolCall("call_c", "find", Map.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // OpenAI, vLLM: id and name once
        "{'index':0,'id':'c1','type':'function','function':{'name':'list','arguments':''}}|{'index':0,'function':{'arguments':'{`n`:'}}|{'index':0,'function':{'arguments':'12}'}}",
        // said again in each piece
        "{'index':0,'id':'c1','function':{'name':'list','arguments':'{`n`'}}|{'index':0,'id':'c1','function':{'name':'list','arguments':':12}'}}",
        // null and empty where nothing is new
        "{'index':0,'id':'c1','function':{'name':'list','arguments':'{`n`'}}|{'index':0,'id':null,'function':{'name':null,'arguments':':1'}}|{'index':0,'id':'','function':{'name':'','arguments':'2}'}}",
        // no index at all
        "{'id':'c1','function':{'name':'list','arguments':'{`n`'}}|{'function':{'arguments':':12}'}}",
        // counted from 1
        "{'index':1,'id':'c1','function':{'name':'list','arguments':'{`n`:12}'}}"
      })
  void aCallInPiecesIsOneCallHoweverItIsCut(String pieces) {
    var events = new StringBuilder();
    for (var piece : pieces.split("\\|", -1)) {
      events.append(
          "data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[%s]}}]}\n\n"
              .formatted(piece.replace('\'', '"').replace("`", "\\\"")));
    }
    provider.streams(
        events
            + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}\n\n");

    assertThat(model("vllm", "qwen3").complete(ask("?"), piece -> {}).toolCalls())
        .containsExactly(new ToolCall("c1", "list", Map.of("n", 12L)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"error\":\"model runner has unexpectedly stopped\"} | true",
        "{\"object\":\"error\",\"message\":\"too long\",\"type\":\"BadRequestError\",\"code\":400} | false",
        "{\"error\":{\"object\":\"error\",\"message\":\"dead\",\"type\":\"InternalServerError\",\"code\":500}} | true",
        "{\"choices\":[],\"base_resp\":{\"status_code\":1002,\"status_msg\":\"rate limit\"}} | true",
        "{\"choices\":[],\"base_resp\":{\"status_code\":1008,\"status_msg\":\"insufficient balance\"}} | false"
      })
  void anErrorIsHeardWhereverItStands(String event, boolean isRetryable) {
    provider.streams("data: " + event + "\n\ndata: [DONE]\n\n");
    provider.raw(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n" + event);

    assertThat(failureOf("vllm", "qwen3").isRetryable()).isEqualTo(isRetryable);
    assertThat(failureOf("vllm", "qwen3").isRetryable()).isEqualTo(isRetryable);
  }

  @Test
  void aReportThatAllIsWellIsNoError() {
    provider.streams(
        """
        data: {"choices":[{"index":0,"delta":{"content":"<think>Hm.</think>Yes."},"finish_reason":"stop"}],"base_resp":{"status_code":0,"status_msg":""}}

        data: [DONE]

        """);

    assertThat(model("minimax", "MiniMax-M2.1").complete(ask("?"), piece -> {}).text())
        .isEqualTo("Yes.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "deepseek | 402 | {\"error\":{\"message\":\"Insufficient Balance\",\"type\":\"unknown_error\",\"param\":null,\"code\":\"invalid_request_error\"}}",
        "minimax | 429 | {\"error\":{\"http_code\":\"429\",\"message\":\"insufficient balance (1008)\",\"type\":\"insufficient_balance_error\"}}",
        "minimax | 500 | {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"insufficient balance (1008)\"}}",
        "openai | 429 | {\"error\":{\"code\":\"insufficient_quota\",\"type\":\"insufficient_quota\"}}",
        "openai | 400 | {\"error\":{\"code\":\"billing_hard_limit_reached\"}}"
      })
  void whatWantsMoneyIsNeverTriedAgain(String name, int status, String body) {
    provider.refuses(status, "Retry-After: 5\r\n", body);

    var failure = failureOf(name, "some-model");

    assertThat(failure.isRetryable()).isFalse();
    assertThat(failure.code()).isEqualTo(Failure.ACCOUNT);
    assertThat(failure.text()).contains(String.valueOf(status), "balance or spend limit");
  }

  @Test
  void eventsWithoutChoicesBetweenTheOthersAreNoEnd() {
    provider.trickles(
        """
        data: {"choices":[],"prompt_filter_results":[{"prompt_index":0}],"usage":null}

        : ping

        data: {"choices":[{"index":0,"delta":{"content":"Grüße 👋"},"finish_reason":null}],"usage":null}

        data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null}

        data: {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}

        data: [DONE]

        """
            .replace("\n", "\r\n"));

    var answer = model("openai", "gpt-5.2").complete(ask("?"), piece -> {});

    assertThat(answer.text()).isEqualTo("Grüße 👋");
    assertThat(answer.usage()).isEqualTo(new Usage(3, 0, 0, 0, 2, 0));
  }

  @Test
  void aByteOrderMarkBeforeTheStreamIsPassedOver() {
    provider.trickles("\uFEFF" + YES);

    assertThat(model("vllm", "qwen3").complete(ask("?"), piece -> {}).text()).isEqualTo("Yes.");
  }

  private Failure failureOf(String name, String id) {
    return catchThrowableOfType(
        Failure.class, () -> model(name, id).complete(ask("secret plan"), piece -> {}));
  }

  private OpenAiModel model(String name, String id) {
    var known = Provider.named(name).orElseThrow();
    var key =
        known.keyVariable().isEmpty() ? ApiKey.NONE : new ApiKey(known.keyVariable(), "sk-secret");
    return new OpenAiModel(ModelOptions.of(known, id, key).withBaseUrl(provider.url()), CLOCK);
  }

  private static Prompt ask(String question) {
    return prompt(List.of(new ChatMessage.User(question)));
  }

  private static Prompt prompt(List<? extends ChatMessage> messages) {
    return new Prompt("", List.copyOf(messages), List.of(), List.of(), Prompt.Options.DEFAULTS);
  }
}
