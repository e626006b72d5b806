package dev.steward.models.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.steward.core.cost.Terms;
import dev.steward.core.cost.Usage;
import dev.steward.core.model.Completion;
import dev.steward.core.model.Unfinished;
import dev.steward.models.chat.AnswerFormat;
import dev.steward.models.chat.Capabilities;
import dev.steward.models.chat.Errors;
import dev.steward.models.chat.Failures;
import dev.steward.models.chat.Reported;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An answer in OpenAI's format: what was thought apart from the text, its usage and its end.
final class OpenAiAnswer implements AnswerFormat {
  private final String extrasKey;
  private final @Nullable ThinkFilter filter;
  private final boolean thoughtsBeside;
  private final Failures failures;
  private final StringBuilder content = new StringBuilder();
  private final StringBuilder reasoning = new StringBuilder();
  private final ToolCallDeltas calls = new ToolCallDeltas();
  private JsonNode usage = JsonNodeFactory.instance.objectNode();
  private String finishReason = "";
  private String serviceTier = "";
  private boolean isRefused;
  private boolean hasCalled;

  OpenAiAnswer(String extrasKey, Capabilities capabilities, Failures failures) {
    this.extrasKey = extrasKey;
    this.filter = capabilities.thinkTags() ? new ThinkFilter() : null;
    this.thoughtsBeside = capabilities.thoughtsBeside();
    this.failures = failures;
  }

  static String reasoningKey(String extrasKey) {
    return extrasKey + ":reasoning";
  }

  static String contentKey(String extrasKey) {
    return extrasKey + ":content";
  }

  /// Under which is kept what the provider wants back with the calls of tools.
  static String callsKey(String extrasKey) {
    return extrasKey + ":calls";
  }

  @Override
  public boolean accept(JsonNode event) {
    Errors.in(event)
        .ifPresent(error -> {
          throw failures.reported(error);
        });
    if (event.path("usage").isObject()) {
      usage = event.path("usage");
    }
    serviceTier = event.path("service_tier").asText(serviceTier);
    var choice = event.path("choices").path(0);
    var delta = choice.path("delta");
    content.append(delta.path("content").asText(""));
    var thought = delta.path("reasoning_content").asText("");
    reasoning.append(thought.isEmpty() ? delta.path("reasoning").asText("") : thought);
    var pieces = delta.path("tool_calls");
    calls.number(pieces);
    hasCalled |= !pieces.isEmpty();
    isRefused |= !delta.path("refusal").asText("").isEmpty();
    finishReason = choice.path("finish_reason").asText(finishReason);
    checkEnd();
    return !pieces.isEmpty();
  }

  /// Some ends are none: the server gave up.
  private void checkEnd() {
    switch (finishReason) {
      case "insufficient_system_resource", "error", "abort" -> throw failures.cut(null);
      default -> {
        if (finishReason.contains("function_call_filter")
            || finishReason.contains("MALFORMED_FUNCTION_CALL")) {
          throw failures.malformedCall();
        }
      }
    }
  }

  @Override
  public boolean hasBegun() {
    return !content.isEmpty()
        || !reasoning.isEmpty()
        || hasCalled
        || isRefused
        || !finishReason.isEmpty();
  }

  /// The usage may follow the end of the text, so that only the end of the stream is the end.
  @Override
  public boolean isOver() {
    return false;
  }

  @Override
  public boolean isComplete() {
    return !finishReason.isEmpty();
  }

  @Override
  public String shown(String piece) {
    return filter == null ? piece : filter.shown(piece);
  }

  @Override
  public String rest() {
    return filter == null ? "" : filter.rest();
  }

  @Override
  public Optional<Completion.Stop> stop() {
    if (isRefused) {
      return Optional.of(Completion.Stop.REFUSED);
    }
    return switch (finishReason) {
      case "stop" -> Optional.of(Completion.Stop.END);
      case "length" -> Optional.of(Completion.Stop.LENGTH);
      case "tool_calls", "function_call" -> Optional.of(Completion.Stop.TOOLS);
      default ->
          // Gemini adds why: "content_filter: SAFETY".
          finishReason.startsWith("content_filter")
              ? Optional.of(Completion.Stop.REFUSED)
              : Optional.empty();
    };
  }

  /// The prompt's tokens include those read from the cache and written to it. DeepSeek's own fields
  /// for these are right where its copy of OpenAI's may say 0.
  @Override
  public Usage usage() {
    long prompt = Reported.count(usage.path("prompt_tokens"));
    var details = usage.path("prompt_tokens_details");
    var hit = usage.path("prompt_cache_hit_tokens");
    long read =
        Math.min(prompt, Reported.count(hit.isNumber() ? hit : details.path("cached_tokens")));
    long written = Math.min(prompt - read, Reported.count(details.path("cache_write_tokens")));
    long thought = Reported.count(usage.path("completion_tokens_details").path("reasoning_tokens"));
    long output = output(prompt, thought);
    if (thoughtsBeside && thought == 0) {
      thought = output - Reported.count(usage.path("completion_tokens"));
    }
    return new Usage(prompt - read - written, read, written, 0, output, thought, Map.of());
  }

  /// Thinking is inside the completion; some servers count it beside, which their total gives away.
  private long output(long prompt, long thought) {
    long completion = Reported.count(usage.path("completion_tokens"));
    if (thoughtsBeside) {
      return Math.max(completion, Reported.count(usage.path("total_tokens")) - prompt);
    }
    boolean isBeside =
        thought > completion
            || (thought > 0
                && Reported.count(usage.path("total_tokens")) == prompt + completion + thought);
    return isBeside ? completion + thought : completion;
  }

  /// The report that counts comes at the end; one before it may be of what was used so far.
  @Override
  public Unfinished.Known known() {
    if (usage().prompt() == 0) {
      return Unfinished.Known.NOTHING;
    }
    return finishReason.isEmpty() ? Unfinished.Known.PROMPT : Unfinished.Known.ALL;
  }

  @Override
  public Terms terms() {
    return Reported.terms(serviceTier, "");
  }

  @Override
  public String rawUsage() {
    return usage.isEmpty() ? "" : usage.toString();
  }

  @Override
  public Map<String, String> extras() {
    var extras = new LinkedHashMap<String, String>();
    if (!reasoning.isEmpty()) {
      extras.put(reasoningKey(extrasKey), reasoning.toString());
    }
    if (filter != null && filter.hasThought()) {
      extras.put(contentKey(extrasKey), content.toString());
    }
    if (!calls.extras().isEmpty()) {
      extras.put(callsKey(extrasKey), calls.extras());
    }
    return extras;
  }
}
