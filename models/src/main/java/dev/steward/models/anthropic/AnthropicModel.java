package dev.steward.models.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicChatRequestParameters;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.steward.core.model.ChatModel;
import dev.steward.core.model.Completion;
import dev.steward.core.model.Prompt;
import dev.steward.models.chat.Capabilities;
import dev.steward.models.chat.Exchange;
import dev.steward.models.chat.Json;
import dev.steward.models.chat.ModelOptions;
import dev.steward.models.chat.Requests;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/// A model behind Anthropic's Messages API, or behind another provider's copy of it.
///
/// An answer that began with thinking goes back verbatim on the next call, block by block, as these
/// models want it; to the same model only, for no other can read it.
public final class AnthropicModel implements ChatModel {
  private static final int LEAST_BUDGET = 1024;

  private final ModelOptions options;
  private final Exchange exchange;

  /// A client for the model of `options`; nothing is sent before the first prompt. This format has
  /// no way to ask for JSON without a schema: that becomes an instruction.
  ///
  /// @param clock tells how far a date in a Retry-After header is away
  public AnthropicModel(ModelOptions options, Clock clock) {
    var capabilities = options.capabilities();
    this.options =
        options
            .withBaseUrl(options.baseUrl().replaceFirst("/v1$", "") + "/v1")
            .withCapabilities(
                capabilities.output() == Capabilities.Output.JSON_OBJECT
                    ? capabilities.withOutput(Capabilities.Output.INSTRUCTIONS)
                    : capabilities);
    this.exchange = new Exchange(this.options, clock);
  }

  @Override
  public String name() {
    return options.name();
  }

  @Override
  public Completion complete(Prompt prompt, Consumer<String> text) {
    return exchange.complete(wording(prompt), answer(), text);
  }

  /// The body of a request that is not streamed.
  ObjectNode body(Prompt prompt) {
    return exchange.body(wording(prompt));
  }

  /// Reads an answer that was not streamed.
  Completion read(Prompt prompt, List<JsonNode> events) {
    return exchange.read(wording(prompt), answer(), events);
  }

  ModelOptions options() {
    return options;
  }

  private Exchange.Wording wording(Prompt prompt) {
    return new Exchange.Wording(
        prompt,
        this::client,
        request(prompt),
        body -> {
          putVerbatim(body, prompt);
          new CacheMarks(prompt, options.capabilities().leastCached()).put(body);
        });
  }

  private AnthropicAnswer answer() {
    return new AnthropicAnswer(extrasKey(), exchange.failures());
  }

  private StreamingChatModel client(HttpClientBuilder http) {
    return AnthropicStreamingChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(options.baseUrl())
        .apiKey(options.key().isEmpty() ? "none" : options.key().value())
        .modelName(options.model())
        .build();
  }

  private ChatRequest request(Prompt prompt) {
    var parameters =
        AnthropicChatRequestParameters.builder()
            .maxOutputTokens(prompt.options().maxTokens())
            .toolSpecifications(Requests.tools(prompt));
    var output = options.capabilities().output();
    var format = Requests.format(prompt, output);
    if (format != null) {
      parameters.responseFormat(format);
    }
    think(prompt.options(), parameters);
    return ChatRequest.builder()
        .messages(Requests.messages(prompt, output, said -> Requests.said(said, said.text(), null)))
        .parameters(parameters.build())
        .build();
  }

  private void think(Prompt.Options asked, AnthropicChatRequestParameters.Builder parameters) {
    switch (options.capabilities().thinking()) {
      case FIXED, EFFORT_NONE, EFFORT_LOW -> {}
      case ON_BY_DEFAULT -> {
        if (!asked.thinking()) {
          parameters.thinkingType("disabled");
        }
      }
      case BETWEEN_TOOLS -> {
        if (!asked.thinking()) {
          parameters.thinkingType("between_tools");
        }
      }
      case ADAPTIVE_ON_REQUEST -> {
        if (asked.thinking()) {
          parameters.thinkingType("adaptive");
        }
      }
      case BUDGET_ON_REQUEST -> {
        int budget = Math.max(LEAST_BUDGET, asked.maxTokens() / 2);
        if (asked.thinking() && budget < asked.maxTokens()) {
          parameters.thinkingType("enabled").thinkingBudgetTokens(budget);
        }
      }
    }
  }

  private void putVerbatim(ObjectNode request, Prompt prompt) {
    var said = Requests.said(prompt).iterator();
    for (var message : request.path("messages")) {
      if (message.path("role").asText().equals("assistant")) {
        Json.array(said.next().extras().getOrDefault(extrasKey(), ""))
            .ifPresent(blocks -> ((ObjectNode) message).set("content", blocks));
      }
    }
  }

  private String extrasKey() {
    return "anthropic:" + options.provider() + ":" + options.model();
  }
}
