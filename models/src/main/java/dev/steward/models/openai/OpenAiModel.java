package dev.steward.models.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.steward.core.model.ChatMessage;
import dev.steward.core.model.ChatModel;
import dev.steward.core.model.Completion;
import dev.steward.core.model.Prompt;
import dev.steward.models.chat.Exchange;
import dev.steward.models.chat.Json;
import dev.steward.models.chat.ModelOptions;
import dev.steward.models.chat.Requests;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A model behind OpenAI's Chat Completions API, or behind another server's copy of it.
///
/// What the model thought apart from its text goes back to it on the next call, as DeepSeek and
/// MiniMax want it; to the same model only.
public final class OpenAiModel implements ChatModel {
  private final ModelOptions options;
  private final Exchange exchange;

  /// A client for the model of `options`; nothing is sent before the first prompt.
  ///
  /// @param clock tells how far a date in a Retry-After header is away
  public OpenAiModel(ModelOptions options, Clock clock) {
    this.options = options;
    this.exchange = new Exchange(options, clock);
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
        prompt, this::client, request(prompt), body -> putCallExtras(body, prompt));
  }

  private OpenAiAnswer answer() {
    return new OpenAiAnswer(extrasKey(), options.capabilities(), exchange.failures());
  }

  private StreamingChatModel client(HttpClientBuilder http) {
    return OpenAiStreamingChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(options.baseUrl())
        .apiKey(options.key().isEmpty() ? null : options.key().value())
        .modelName(options.model())
        .strictJsonSchema(true)
        .sendThinking(true, options.capabilities().thoughtField())
        .accumulateToolCallId(false)
        .build();
  }

  private ChatRequest request(Prompt prompt) {
    var output = options.capabilities().output();
    var parameters =
        OpenAiChatRequestParameters.builder().toolSpecifications(Requests.tools(prompt));
    switch (options.capabilities().maxTokens()) {
      case MAX_TOKENS -> parameters.maxOutputTokens(prompt.options().maxTokens());
      case MAX_COMPLETION_TOKENS -> parameters.maxCompletionTokens(prompt.options().maxTokens());
    }
    var format = Requests.format(prompt, output);
    if (format != null) {
      parameters.responseFormat(format);
    }
    if (!prompt.options().thinking()) {
      keepFromThinking(parameters);
    }
    return ChatRequest.builder()
        .messages(Requests.messages(prompt, output, this::said))
        .parameters(parameters.build())
        .build();
  }

  private void keepFromThinking(OpenAiChatRequestParameters.Builder parameters) {
    switch (options.capabilities().thinking()) {
      case ON_BY_DEFAULT ->
          parameters.customParameters(Map.of("thinking", Map.of("type", "disabled")));
      case EFFORT_NONE -> parameters.reasoningEffort("none");
      case EFFORT_LOW -> parameters.reasoningEffort("low");
      case FIXED, BETWEEN_TOOLS, ADAPTIVE_ON_REQUEST, BUDGET_ON_REQUEST -> {}
    }
  }

  /// Gemini signs its calls of tools, and refuses to go on without the signatures.
  private void putCallExtras(ObjectNode request, Prompt prompt) {
    var said = Requests.said(prompt).iterator();
    for (var message : request.path("messages")) {
      if (message.path("role").asText().equals("assistant")) {
        var extras =
            Json.array(said.next().extras().getOrDefault(OpenAiAnswer.callsKey(extrasKey()), ""));
        extras.ifPresent(list -> put(list, message.path("tool_calls")));
      }
    }
  }

  private static void put(JsonNode extras, JsonNode calls) {
    for (int i = 0; i < calls.size(); i++) {
      if (extras.path(i).isObject() && calls.path(i) instanceof ObjectNode call) {
        call.set("extra_content", extras.path(i));
      }
    }
  }

  private AiMessage said(ChatMessage.Assistant said) {
    var text = said.extras().getOrDefault(OpenAiAnswer.contentKey(extrasKey()), said.text());
    return Requests.said(said, text, said.extras().get(OpenAiAnswer.reasoningKey(extrasKey())));
  }

  private String extrasKey() {
    return "openai:" + options.provider() + ":" + options.model();
  }
}
