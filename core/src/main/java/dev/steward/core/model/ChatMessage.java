package dev.steward.core.model;

import dev.steward.core.tool.ToolCall;
import java.util.List;
import java.util.Map;

/// One message of a conversation with a model.
public sealed interface ChatMessage {
  record User(String text) implements ChatMessage {}

  /// What the model said.
  ///
  /// @param extras what the provider wants back verbatim on the next call (thinking, signatures)
  record Assistant(String text, List<ToolCall> toolCalls, Map<String, String> extras)
      implements ChatMessage {
    public Assistant {
      toolCalls = List.copyOf(toolCalls);
      extras = Map.copyOf(extras);
    }
  }

  /// What a tool came to.
  record ToolOutput(String callId, String tool, String text, boolean ok) implements ChatMessage {}
}
