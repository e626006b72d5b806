package dev.steward.core.model;

import dev.steward.core.cost.Usage;
import dev.steward.core.tool.ToolCall;
import java.util.List;
import java.util.Map;

/// A model's answer.
///
/// @param model the model that answered, as the configuration names it
/// @param rawUsage the provider's usage report as JSON, verbatim; empty if it gave none
/// @param extras see [ChatMessage.Assistant]
public record Completion(
    String text,
    List<ToolCall> toolCalls,
    Stop stop,
    Usage usage,
    String model,
    String rawUsage,
    Map<String, String> extras) {
  public Completion {
    toolCalls = List.copyOf(toolCalls);
    extras = Map.copyOf(extras);
  }

  /// Why the model stopped.
  public enum Stop {
    END,
    TOOLS,
    LENGTH,
    REFUSED
  }

  public ChatMessage.Assistant message() {
    return new ChatMessage.Assistant(text, toolCalls, extras);
  }
}
