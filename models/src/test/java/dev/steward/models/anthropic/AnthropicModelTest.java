package dev.steward.models.anthropic;

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
import dev.steward.models.chat.Capabilities;
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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Claude and its look-alikes really send, byte by byte.
class AnthropicModelTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);
  private static final Schema.Struct KIND =
      new Schema.Struct(
          "",
          List.of(
              Schema.required("kind", new Schema.Choice("which", List.of("a", "b"))),
              Schema.optional("sure", new Schema.Flag(""))));

  private final WireFake provider = new WireFake();

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void anAnswerInPiecesOfAByteIsRead() {
    provider.trickles(
        answer(
                """
                event: ping
                data: {"type":"ping"}

                event: content_block_start
                data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Grüße, "}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"你好 👋"}}

                event: content_block_stop
                data: {"type":"content_block_stop","index":0}

                """,
                "end_turn")
            .replace("\n", "\r\n"));
    var pieces = new ArrayList<String>();

    var answer = claude("claude-haiku-5-5").complete(ask("?"), pieces::add);

    assertThat(answer.text()).isEqualTo("Grüße, 你好 👋");
    assertThat(pieces).containsExactly("Grüße, ", "你好 👋");
    assertThat(answer.extras()).isEmpty();
  }

  @Test
  void tokensAreCountedOnceAndInTheirClass() {
    provider.streams(
        """
        event: message_start
        data: {"type":"message_start","message":{"content":[],"usage":{"input_tokens":20,"cache_creation_input_tokens":3000,"cache_read_input_tokens":50000,"cache_creation":{"ephemeral_5m_input_tokens":900,"ephemeral_1h_input_tokens":2000},"output_tokens":700,"service_tier":"standard"}}}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":null},"usage":{"output_tokens":300,"input_tokens":20}}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":700,"output_tokens_details":{"thinking_tokens":40}}}

        event: message_stop
        data: {"type":"message_stop"}

        """);

    var answer = claude("claude-sonnet-5-5").complete(ask("?"), piece -> {});

    assertThat(answer.usage()).isEqualTo(new Usage(20, 50000, 1000, 2000, 700, 40));
    assertThat(answer.rawUsage())
        .contains("\"ephemeral_5m_input_tokens\":900", "\"service_tier\":\"standard\"")
        .contains("\"output_tokens\":700");
  }

  @Test
  void thinkingGoesBackBlockByBlockAsItCame() {
    provider.streams(
        answer(
            """
            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2ln"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: content_block_start
            data: {"type":"content_block_start","index":1,"content_block":{"type":"redacted_thinking","data":"opaque"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":1}

            event: content_block_start
            data: {"type":"content_block_start","index":2,"content_block":{"type":"text","text":"Let me see."}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":2}

            event: content_block_start
            data: {"type":"content_block_start","index":3,"content_block":{"type":"thinking","thinking":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":3,"delta":{"type":"thinking_delta","thinking":"now list"}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":3,"delta":{"type":"signature_delta","signature":"bW9yZQ"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":3}

            event: content_block_start
            data: {"type":"content_block_start","index":4,"content_block":{"type":"tool_use","id":"t1","name":"list","input":{}}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":4,"delta":{"type":"input_json_delta","partial_json":"{\\"kind\\":"}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":4,"delta":{"type":"input_json_delta","partial_json":" \\"a\\"}"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":4}

            """,
            "tool_use"));
    provider.streams(YES).streams(YES);
    var pieces = new ArrayList<String>();

    var wish = claude("claude-sonnet-5-5").complete(ask("?"), pieces::add);
    var next =
        prompt(
            List.of(
                new ChatMessage.User("?"),
                new ChatMessage.Assistant("Hello.", List.of(), Map.of()),
                new ChatMessage.User("Show me."),
                wish.message(),
                new ChatMessage.ToolOutput("t1", "list", "none", false)));
    claude("claude-sonnet-5-5").complete(next, piece -> {});
    claude("claude-haiku-5-5").complete(next, piece -> {});

    assertThat(pieces).containsExactly("Let me see.");
    assertThat(wish.stop()).isEqualTo(Completion.Stop.TOOLS);
    assertThat(wish.toolCalls()).containsExactly(new ToolCall("t1", "list", Map.of("kind", "a")));
    provider.request();
    assertThat(provider.request().body())
        .contains(
            "[{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"c2ln\"},"
                + "{\"type\":\"redacted_thinking\",\"data\":\"opaque\"},"
                + "{\"type\":\"text\",\"text\":\"Let me see.\"},"
                + "{\"type\":\"thinking\",\"thinking\":\"now list\",\"signature\":\"bW9yZQ\"},"
                + "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"list\",\"input\":{\"kind\":\"a\"}}]")
        .contains("\"text\":\"Hello.\"", "\"is_error\":true");
    assertThat(provider.request().body())
        .contains("Let me see.", "\"input\":{\"kind\":\"a\"}")
        .doesNotContain("c2ln", "opaque", "now list");
  }

  @Test
  void severalBlocksOfTextAreOneText() {
    provider.streams(
        answer(
            """
            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":"One, "}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: content_block_start
            data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":"two."}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":1}

            """,
            "max_tokens"));
    var pieces = new ArrayList<String>();

    var answer = claude("claude-haiku-5-5").complete(ask("?"), pieces::add);

    assertThat(answer.text()).isEqualTo("One, two.").isEqualTo(String.join("", pieces));
    assertThat(answer.stop()).isEqualTo(Completion.Stop.LENGTH);
  }

  @Test
  void aRefusalIsSaidToBeOne() {
    provider.streams(answer("", "refusal"));

    assertThat(claude("claude-haiku-5-5").complete(ask("?"), piece -> {}).stop())
        .isEqualTo(Completion.Stop.REFUSED);
  }

  @Test
  void eventsWithoutNamesAreTakenByTheirType() {
    provider.streams(YES.replaceAll("event: .*\n", ""));

    assertThat(claude("claude-haiku-5-5").complete(ask("?"), piece -> {}).text()).isEqualTo("Yes.");
  }

  @ParameterizedTest
  @CsvSource({
    "overloaded_error, true, 529",
    "api_error, true, 500",
    "rate_limit_error, true, 429",
    "invalid_request_error, false, 400",
    "billing_error, false, 402"
  })
  void anErrorInTheMiddleOfTheStreamIsAFailure(String type, boolean isRetryable, String status) {
    provider.streams(
        YES.substring(0, YES.indexOf("event: message_delta"))
            + "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"secret plan\"}}\n\n"
                .formatted(type));

    var failure = failureOf("claude-haiku-5-5");

    assertThat(failure.isRetryable()).isEqualTo(isRetryable);
    assertThat(failure.text())
        .contains("Anthropic", "claude-haiku-5-5", status, type)
        .doesNotContain("plan");
  }

  @Test
  void aSpendLimitIsNoReasonToTryAgain() {
    provider.refuses(
        429,
        "",
        "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"x\",\"details\":{\"error_code\":\"enforced_spend_limit_reached\"}}}");

    var failure = failureOf("claude-haiku-5-5");

    assertThat(failure.isRetryable()).isFalse();
    assertThat(failure.text()).contains("429", "enforced_spend_limit_reached", "spend limit");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "500 | api_error | insufficient balance (1008)",
        "429 | insufficient_balance_error | insufficient balance (1008)",
        "400 | invalid_request_error | Your credit balance is too low to access the API.",
        "400 | invalid_request_error | You have reached your specified API usage limits.",
        "402 | billing_error | x"
      })
  void whatWantsMoneyIsNeverTriedAgainWhateverTheStatus(int status, String type, String words) {
    provider.refuses(
        status,
        "retry-after: 1\r\n",
        "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"%s\"}}"
            .formatted(type, words));

    var failure = failureOf("claude-haiku-5-5");

    assertThat(failure.isRetryable()).isFalse();
    assertThat(failure.code()).isEqualTo(Failure.ACCOUNT);
    assertThat(failure.text())
        .contains(String.valueOf(status), "balance or spend limit")
        .doesNotContain(words.length() > 1 ? words : "\0");
  }

  @Test
  void anOverloadedProviderSaysWhenToComeBack() {
    provider.refuses(
        529,
        "retry-after: 7\r\n",
        "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}");

    var failure = failureOf("claude-haiku-5-5");

    assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(7));
    assertThat(failure.text()).contains("overloaded");
  }

  @Test
  void anAnswerWithoutItsEndWasCutOff() {
    provider.streams(YES.substring(0, YES.indexOf("event: message_stop")));
    provider.breaks(YES.substring(0, YES.indexOf("event: message_delta")));

    assertThat(failureOf("claude-haiku-5-5").text()).contains("cut off");
    assertThat(failureOf("claude-haiku-5-5").isRetryable()).isTrue();
  }

  @Test
  void anEventOfAnotherShapeCantBeRead() {
    provider.streams("event: message_start\ndata: {\"type\":\"message_start\",\"message\":7}\n\n");

    assertThat(failureOf("claude-haiku-5-5").isRetryable()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "claude-sonnet-5-5, false, between_tools",
        "claude-sonnet-5-5, true, -",
        "claude-haiku-5-5, false, disabled",
        "claude-haiku-5-5, true, -",
        "claude-opus-5-5, false, -",
        "claude-sonnet-4-6, false, -",
        "claude-sonnet-4-6, true, adaptive",
        "claude-haiku-4-5, true, enabled",
        "claude-haiku-4-5, false, -"
      })
  void thinkingIsSwitchedAsTheModelAllows(String model, boolean mayThink, @Nullable String sent) {
    provider.streams(YES);

    claude(model)
        .complete(
            new Prompt(
                "",
                ask("?").messages(),
                List.of(),
                List.of(),
                Prompt.Options.DEFAULTS.withThinking(mayThink)),
            piece -> {});

    var body = provider.request().body();
    if (sent == null) {
      assertThat(body).doesNotContain("\"thinking\"");
    } else {
      assertThat(body).contains("\"thinking\":{\"type\":\"%s\"".formatted(sent));
    }
    assertThat(body).doesNotContain("temperature", "tool_choice", "top_p");
  }

  @Test
  void miniMaxIsReachedAtItsLookAlike() {
    provider.streams(YES).streams(YES);
    var options =
        ModelOptions.of(
                Provider.named("MiniMax").orElseThrow(),
                "MiniMax-M3",
                new ApiKey("MINIMAX_API_KEY", " sk-secret\n"))
            .withBaseUrl(provider.url() + "/anthropic/");
    var older =
        new ModelOptions(
            "older",
            "MiniMax-M2.1",
            "MiniMax",
            options.baseUrl() + "/v1",
            ApiKey.NONE,
            Capabilities.of("minimax", "MiniMax-M2.1"));

    var answer = new AnthropicModel(options, CLOCK).complete(ask("?"), piece -> {});
    new AnthropicModel(older, CLOCK).complete(ask("?"), piece -> {});

    var request = provider.request();
    assertThat(answer.model()).isEqualTo("MiniMax-M3");
    assertThat(request.path()).isEqualTo("/anthropic/v1/messages");
    assertThat(request.headers())
        .containsEntry("x-api-key", "sk-secret")
        .containsKey("anthropic-version");
    assertThat(request.body())
        .contains("\"model\":\"MiniMax-M3\"", "\"thinking\":{\"type\":\"disabled\"");
    var second = provider.request();
    assertThat(second.path()).isEqualTo("/anthropic/v1/messages");
    assertThat(second.headers()).doesNotContainKey("x-api-key");
    assertThat(second.body()).doesNotContain("\"thinking\"");
  }

  @Test
  void aShapeIsAskedForAsTheModelCanTakeIt() {
    provider.streams(YES).streams(YES);
    var prompt =
        new Prompt("Sort.", ask("?").messages(), List.of(), List.of(KIND), Prompt.Options.DEFAULTS);
    var deepSeek =
        ModelOptions.of(Provider.named("deepseek").orElseThrow(), "deepseek-flash", ApiKey.NONE);

    claude("claude-haiku-5-5").complete(prompt, piece -> {});
    new AnthropicModel(deepSeek.withBaseUrl(provider.url()), CLOCK).complete(prompt, piece -> {});

    assertThat(provider.request().body())
        .contains("\"output_config\":{\"format\":{\"type\":\"json_schema\"")
        .contains("\"enum\":[\"a\",\"b\"]", "\"additionalProperties\":false")
        .contains("\"required\":[\"kind\"]")
        .doesNotContain("Markdown");
    assertThat(provider.request().body())
        .contains("Sort.", "JSON Schema", "kind")
        .doesNotContain("output_config");
  }

  @Test
  void toolsAreDescribedAndEmptyMessagesAreLeftOut() {
    provider.streams(YES);
    var tool = new ToolSpec("list", "Lists.", KIND, Effect.PURE);

    claude("claude-haiku-5-5")
        .complete(
            new Prompt(
                "",
                List.of(
                    new ChatMessage.User("?"),
                    new ChatMessage.Assistant("", List.of(), Map.of()),
                    new ChatMessage.User(" ")),
                List.of(tool),
                List.of(),
                Prompt.Options.DEFAULTS.withMaxTokens(60)),
            piece -> {});

    assertThat(provider.request().body())
        .contains("\"name\":\"list\"", "\"description\":\"Lists.\"", "\"max_tokens\":60")
        .doesNotContain("assistant", "\"system\":\"");
  }

  @Test
  void whatIsTheSameEachTimeIsMarkedToBeKept() {
    provider.streams(YES).streams(YES).streams(YES);
    var lasting = "Be brief. ".repeat(500);
    var system = lasting + "It is noon.";
    var question = new ChatMessage.User("?");
    var wish =
        new ChatMessage.Assistant("", List.of(new ToolCall("t1", "list", Map.of())), Map.of());
    var outcome = new ChatMessage.ToolOutput("t1", "list", "none", true);
    var tool = new ToolSpec("list", "Lists.", KIND, Effect.PURE);

    for (var messages :
        List.of(List.<ChatMessage>of(question), List.<ChatMessage>of(question, wish, outcome))) {
      claude("claude-sonnet-5-5")
          .complete(
              new Prompt(
                  system,
                  messages,
                  List.of(tool),
                  List.of(),
                  Prompt.Options.DEFAULTS,
                  lasting.length()),
              piece -> {});
    }
    claude("claude-haiku-5-5")
        .complete(
            new Prompt(
                system, List.of(question), List.of(), List.of(), Prompt.Options.DEFAULTS, 40),
            piece -> {});

    var mark = "\"cache_control\":{\"type\":\"ephemeral\"}";
    var first = provider.request().body();
    assertThat(first)
        .contains("Be brief. \"," + mark + "},{\"type\":\"text\",\"text\":\"It is noon.\"}]")
        .containsOnlyOnce(mark);
    var second = provider.request().body();
    assertThat(second).contains("Be brief. \"," + mark + "}");
    assertThat(second.split(Pattern.quote(mark), -1)).hasSize(3);
    assertThat(second.substring(second.indexOf("tool_result"))).contains(mark);
    assertThat(provider.request().body()).doesNotContain("cache_control");
  }

  @Test
  void othersAreNotToldWhatToKeep() {
    provider.streams(YES);
    var deepSeek =
        ModelOptions.of(Provider.named("deepseek").orElseThrow(), "deepseek-flash", ApiKey.NONE);
    var system = "Be brief. ".repeat(5_000);

    new AnthropicModel(deepSeek.withBaseUrl(provider.url()), CLOCK)
        .complete(
            new Prompt(
                system,
                ask("?").messages(),
                List.of(),
                List.of(),
                Prompt.Options.DEFAULTS,
                system.length()),
            piece -> {});

    assertThat(provider.request().body()).doesNotContain("cache_control");
  }

  @Test
  void anAnswerThatBreaksOffTellsWhatWasReportedByThen() {
    var begun = YES.substring(0, YES.indexOf("event: message_delta"));
    var told = YES.substring(0, YES.indexOf("event: message_stop"));
    provider.streams(begun).streams(told);

    var first = unfinished(failureOf("claude-haiku-5-5"));
    var second = unfinished(failureOf("claude-haiku-5-5"));

    assertThat(first.known()).isEqualTo(Unfinished.Known.PROMPT);
    assertThat(first.usage()).isEqualTo(new Usage(10, 0, 0, 0, 1, 0));
    assertThat(second.known()).isEqualTo(Unfinished.Known.ALL);
    assertThat(second.usage()).isEqualTo(new Usage(10, 0, 0, 0, 5, 0));
    assertThat(second.rawUsage()).contains("\"output_tokens\":5");
  }

  @Test
  void anErrorInTheMiddleIsChargedAndOneAtTheBeginningIsNot() {
    var error =
        """
        event: error
        data: {"type":"error","error":{"type":"overloaded_error","message":"busy"}}

        """;
    provider.streams(error).streams(YES.substring(0, YES.indexOf("event: message_delta")) + error);

    assertThat(failureOf("claude-haiku-5-5").getCause()).isNull();
    assertThat(unfinished(failureOf("claude-haiku-5-5")).known())
        .isEqualTo(Unfinished.Known.PROMPT);
  }

  @Test
  void aSpendLimitIsTheAccountsBusinessAndABadRequestIsNot() {
    provider
        .refuses(
            429,
            "",
            "{\"error\":{\"type\":\"rate_limit_error\",\"details\":{\"error_code\":\"enforced_spend_limit_reached\"}}}")
        .refuses(402, "", "{\"error\":{\"type\":\"billing_error\"}}")
        .refuses(400, "", "{\"error\":{\"type\":\"invalid_request_error\"}}");

    for (var code : List.of(Failure.ACCOUNT, Failure.ACCOUNT, "")) {
      var failure = failureOf("claude-haiku-5-5");
      assertThat(failure.isRetryable()).isFalse();
      assertThat(failure.code()).isEqualTo(code);
    }
  }

  private static Unfinished unfinished(Failure failure) {
    if (failure.getCause() instanceof Unfinished unfinished) {
      return unfinished;
    }
    throw new AssertionError("nothing of an answer came", failure);
  }

  private static final String YES =
      answer(
          """
          event: content_block_start
          data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

          event: content_block_delta
          data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Yes."}}

          event: content_block_stop
          data: {"type":"content_block_stop","index":0}

          """,
          "end_turn");

  private static String answer(String blocks, String stopReason) {
    return """
    event: message_start
    data: {"type":"message_start","message":{"id":"m1","type":"message","role":"assistant","content":[],"usage":{"input_tokens":10,"output_tokens":1}}}

    %sevent: message_delta
    data: {"type":"message_delta","delta":{"stop_reason":"%s","stop_sequence":null},"usage":{"output_tokens":5}}

    event: message_stop
    data: {"type":"message_stop"}

    """
        .formatted(blocks, stopReason);
  }

  private Failure failureOf(String id) {
    return catchThrowableOfType(
        Failure.class, () -> claude(id).complete(ask("secret plan"), piece -> {}));
  }

  private AnthropicModel claude(String id) {
    var options =
        ModelOptions.of(
            Provider.named("anthropic").orElseThrow(),
            id,
            new ApiKey("ANTHROPIC_API_KEY", "sk-secret"));
    return new AnthropicModel(options.withBaseUrl(provider.url()), CLOCK);
  }

  private static Prompt ask(String question) {
    return prompt(List.of(new ChatMessage.User(question)));
  }

  private static Prompt prompt(List<ChatMessage> messages) {
    return new Prompt("", messages, List.of(), List.of(), Prompt.Options.DEFAULTS);
  }
}
