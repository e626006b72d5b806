package dev.steward.core.model;

import dev.steward.core.cost.Terms;
import dev.steward.core.cost.Usage;
import dev.steward.core.tool.ToolCall;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A model's answer.
///
/// @param model the model that answered, as the configuration names it
/// @param rawUsage the provider's usage report as JSON, verbatim; empty if it gave none
/// @param terms how the call was served, as far as the provider said
/// @param extras see [ChatMessage.Assistant]
public record Completion(
    String text,
    List<ToolCall> toolCalls,
    Stop stop,
    Usage usage,
    Terms terms,
    String model,
    String rawUsage,
    Map<String, String> extras) {
  public Completion {
    // Absent in the journals of versions that did not know it.
    terms = Objects.requireNonNullElse(terms, Terms.STANDARD);
    toolCalls = List.copyOf(toolCalls);
    extras = Map.copyOf(extras);
  }

  /// An answer under standard terms.
  public Completion(
      String text,
      List<ToolCall> toolCalls,
      Stop stop,
      Usage usage,
      String model,
      String rawUsage,
      Map<String, String> extras) {
    this(text, toolCalls, stop, usage, Terms.STANDARD, model, rawUsage, extras);
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
