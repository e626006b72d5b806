package dev.steward.core.model;

import dev.steward.core.text.Utf8;
import dev.steward.core.tool.ToolSpec;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How many tokens a prompt is at most, whatever the model's tokenizer.
///
/// A token stands for at least one byte, so a text has no more tokens than bytes. What providers
/// put around texts is allowed for generously. For English this is about four times the true
/// number: a price for that nobody is ever charged more than was set aside.
final class PromptBound {
  private static final long WHOLE = 64;
  private static final long EACH_MESSAGE = 16;

  /// What providers tell a model about tools before they list them.
  private static final long ANY_TOOLS = 1024;

  private static final long EACH_TOOL = 64;
  private static final long SHAPE = 256;

  private PromptBound() {}

  static long tokens(Prompt prompt) {
    long tokens = WHOLE + Utf8.length(prompt.system());
    for (var message : prompt.messages()) {
      tokens += EACH_MESSAGE + length(message);
    }
    for (var tool : prompt.tools()) {
      tokens += EACH_TOOL + length(tool);
    }
    for (var shape : prompt.output()) {
      tokens += SHAPE + json(shape.toJson());
    }
    return tokens + (prompt.tools().isEmpty() ? 0 : ANY_TOOLS);
  }

  private static long length(ChatMessage message) {
    return switch (message) {
      case ChatMessage.User(var text) -> Utf8.length(text);
      case ChatMessage.Assistant said -> {
        // Extras repeat text and calls in the provider's words.
        long length = Utf8.length(said.text()) + json(said.extras());
        for (var call : said.toolCalls()) {
          length += EACH_TOOL + text(call.id()) + text(call.tool()) + json(call.arguments());
        }
        yield length;
      }
      case ChatMessage.ToolOutput output ->
          EACH_TOOL + text(output.callId()) + text(output.tool()) + Utf8.length(output.text());
    };
  }

  private static long length(ToolSpec tool) {
    return text(tool.name()) + text(tool.description()) + json(tool.input().toJson());
  }

  /// How many bytes a value of JDK types takes as JSON.
  private static long json(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        long length = 2;
        for (var entry : map.entrySet()) {
          length += text(String.valueOf(entry.getKey())) + 2 + json(entry.getValue());
        }
        yield length;
      }
      case Collection<?> items -> {
        long length = 2;
        for (var item : items) {
          length += 2 + json(item);
        }
        yield length;
      }
      case null -> 4;
      default -> text(value.toString());
    };
  }

  /// A text with its quotation marks, a blank and what must be escaped in it.
  private static long text(String text) {
    long escaped = text.chars().filter(c -> c < ' ' || c == '"' || c == '\\').count();
    return 4 + Utf8.length(text) + 5 * escaped;
  }
}
