package dev.steward.models.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.cost.Terms;
import dev.steward.core.cost.Usage;
import dev.steward.core.model.Completion;
import dev.steward.core.model.Unfinished;
import dev.steward.models.chat.AnswerFormat;
import dev.steward.models.chat.Failures;
import dev.steward.models.chat.Json;
import dev.steward.models.chat.Reported;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// An answer in Anthropic's format: its content blocks as they came, its usage and its end.
final class AnthropicAnswer implements AnswerFormat {
  private static final String REQUESTS = "_requests";
  private static final Set<String> PLAIN = Set.of("text", "tool_use");

  private final String extrasKey;
  private final Failures failures;
  private final Map<Integer, ObjectNode> blocks = new TreeMap<>();
  private final Map<Integer, StringBuilder> inputs = new TreeMap<>();
  private final ObjectNode usage = JsonNodeFactory.instance.objectNode();
  private String stopReason = "";
  private boolean isOver;

  AnthropicAnswer(String extrasKey, Failures failures) {
    this.extrasKey = extrasKey;
    this.failures = failures;
  }

  @Override
  public boolean accept(JsonNode event) {
    switch (event.path("type").asText()) {
      case "message_start" -> use(event.path("message").path("usage"));
      case "content_block_start" -> {
        if (event.path("content_block").deepCopy() instanceof ObjectNode block) {
          blocks.put(event.path("index").asInt(), block);
        }
      }
      case "content_block_delta" -> grow(event.path("index").asInt(), event.path("delta"));
      case "message_delta" -> {
        stopReason = event.path("delta").path("stop_reason").asText(stopReason);
        use(event.path("usage"));
      }
      case "message_stop" -> isOver = true;
      case "error" -> throw failures.reported(event.path("error"));
      default -> {
        // pings, and what future versions add
      }
    }
    return false;
  }

  /// Reports are cumulative, and a later one may leave fields out: the last value of each counts.
  private void use(JsonNode report) {
    report
        .properties()
        .forEach(field -> {
          if (!field.getValue().isNull()) {
            usage.set(field.getKey(), field.getValue());
          }
        });
  }

  private void grow(int index, JsonNode delta) {
    var block = blocks.get(index);
    if (block == null) {
      return;
    }
    switch (delta.path("type").asText()) {
      case "text_delta" -> append(block, "text", delta.path("text"));
      case "thinking_delta" -> append(block, "thinking", delta.path("thinking"));
      case "signature_delta" -> append(block, "signature", delta.path("signature"));
      case "input_json_delta" ->
          inputs
              .computeIfAbsent(index, i -> new StringBuilder())
              .append(delta.path("partial_json").asText());
      default -> {
        // citations and the like are not sent back
      }
    }
  }

  private static void append(ObjectNode block, String field, JsonNode more) {
    block.put(field, block.path(field).asText("") + more.asText(""));
  }

  @Override
  public boolean hasBegun() {
    return !blocks.isEmpty() || !stopReason.isEmpty();
  }

  @Override
  public boolean isOver() {
    return isOver;
  }

  @Override
  public boolean isComplete() {
    return isOver;
  }

  @Override
  public String shown(String piece) {
    return piece;
  }

  @Override
  public String rest() {
    return "";
  }

  @Override
  public Optional<Completion.Stop> stop() {
    return switch (stopReason) {
      case "end_turn", "stop_sequence", "pause_turn" -> Optional.of(Completion.Stop.END);
      case "tool_use" -> Optional.of(Completion.Stop.TOOLS);
      case "max_tokens", "model_context_window_exceeded" -> Optional.of(Completion.Stop.LENGTH);
      case "refusal" -> Optional.of(Completion.Stop.REFUSED);
      default -> Optional.empty();
    };
  }

  /// The total of cache writes counts, whatever the breakdown by lifetime leaves out.
  @Override
  public Usage usage() {
    var breakdown = usage.path("cache_creation");
    long hour = Reported.count(breakdown.path("ephemeral_1h_input_tokens"));
    long fiveMinutes = Reported.count(breakdown.path("ephemeral_5m_input_tokens"));
    long written =
        Math.max(
            Reported.count(usage.path("cache_creation_input_tokens")),
            Math.addExact(hour, fiveMinutes));
    return new Usage(
        Reported.count(usage.path("input_tokens")),
        Reported.count(usage.path("cache_read_input_tokens")),
        written - hour,
        hour,
        Reported.count(usage.path("output_tokens")),
        Reported.count(usage.path("output_tokens_details").path("thinking_tokens")),
        toolCalls());
  }

  /// The first event reports what is read, the one with the reason for stopping everything.
  @Override
  public Unfinished.Known known() {
    if (usage().prompt() == 0) {
      return Unfinished.Known.NOTHING;
    }
    return stopReason.isEmpty() ? Unfinished.Known.PROMPT : Unfinished.Known.ALL;
  }

  private Map<String, Long> toolCalls() {
    var calls = new TreeMap<String, Long>();
    usage
        .path("server_tool_use")
        .properties()
        .forEach(field -> {
          long count = Reported.count(field.getValue());
          if (field.getKey().endsWith(REQUESTS) && count > 0) {
            calls.put(
                field.getKey().substring(0, field.getKey().length() - REQUESTS.length()), count);
          }
        });
    return calls;
  }

  /// A fast mode is a tier like any other.
  @Override
  public Terms terms() {
    var speed = usage.path("speed").asText("");
    var tier = usage.path("service_tier").asText("");
    return Reported.terms(
        speed.equals("fast") ? speed : tier, usage.path("inference_geo").asText(""));
  }

  @Override
  public String rawUsage() {
    return usage.isEmpty() ? "" : usage.toString();
  }

  @Override
  public Map<String, String> extras() {
    boolean isPlain =
        blocks.values().stream().allMatch(block -> PLAIN.contains(block.path("type").asText()));
    return isPlain ? Map.of() : Map.of(extrasKey, verbatim().toString());
  }

  private ArrayNode verbatim() {
    inputs.forEach((index, json) -> {
      var block = blocks.get(index);
      var input = Json.object(json.toString());
      if (block != null && input.isPresent()) {
        block.set("input", input.get());
      }
    });
    var array = JsonNodeFactory.instance.arrayNode();
    blocks.values().stream().filter(block -> !isEmptyText(block)).forEach(array::add);
    return array;
  }

  private static boolean isEmptyText(JsonNode block) {
    return block.path("type").asText().equals("text") && block.path("text").asText().isEmpty();
  }
}
