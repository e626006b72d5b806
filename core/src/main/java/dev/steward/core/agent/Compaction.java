package dev.steward.core.agent;

import dev.steward.core.model.ChatMessage;
import dev.steward.core.text.TokenEstimate;
import java.util.ArrayList;
import java.util.List;

/// Keeps a long piece of work within what a model can read: results of tools that lie further back
/// are shortened. What was asked, what the model said and what was decided stays.
final class Compaction {
  /// What a model's prompt may hold of the work before it is shortened.
  private static final int MOST_TOKENS = 60_000;

  /// So many messages at the end stay as they are.
  private static final int RECENT = 6;

  private static final int KEPT_TOKENS = 120;

  private Compaction() {}

  static boolean isDue(List<ChatMessage> messages) {
    return messages.stream().mapToInt(Compaction::tokens).sum() > MOST_TOKENS;
  }

  private static int tokens(ChatMessage message) {
    return TokenEstimate.of(
        switch (message) {
          case ChatMessage.User user -> user.text();
          case ChatMessage.Assistant assistant -> assistant.text();
          case ChatMessage.ToolOutput output -> output.text();
        });
  }

  /// The same messages, with older results of tools shortened.
  static List<ChatMessage> shortened(List<ChatMessage> messages) {
    var shortened = new ArrayList<ChatMessage>();
    int recent = Math.max(0, messages.size() - RECENT);
    for (int i = 0; i < messages.size(); i++) {
      var message = messages.get(i);
      shortened.add(
          i < recent && message instanceof ChatMessage.ToolOutput output
              ? shortened(output)
              : message);
    }
    return shortened;
  }

  private static ChatMessage shortened(ChatMessage.ToolOutput output) {
    if (TokenEstimate.of(output.text()) <= 2 * KEPT_TOKENS) {
      return output;
    }
    return new ChatMessage.ToolOutput(
        output.callId(),
        output.tool(),
        TokenEstimate.beginning(output.text(), KEPT_TOKENS)
            + "\n[the rest of this result was dropped, for the talk is long; use the tool again if you need it]",
        output.ok());
  }
}
