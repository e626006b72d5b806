package dev.steward.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.steward.core.model.ChatMessage;
import dev.steward.core.model.Completion;
import dev.steward.core.model.Prompt;
import dev.steward.core.tool.ToolCall;
import dev.steward.core.tool.ToolResult;
import io.opentelemetry.api.trace.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What was said, in the conventions' form, for whoever has switched it on; nothing for the others.
final class Contents {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final boolean isOn;

  Contents(boolean isOn) {
    this.isOn = isOn;
  }

  void prompt(Span span, Prompt prompt) {
    if (isOn) {
      if (!prompt.system().isEmpty()) {
        span.setAttribute(Key.INSTRUCTIONS, json(List.of(text(prompt.system()))));
      }
      span.setAttribute(
          Key.INPUT_MESSAGES, json(prompt.messages().stream().map(Contents::message).toList()));
    }
  }

  void completion(Span span, Completion completion) {
    if (isOn) {
      var said = Map.of("role", "assistant", "parts", parts(completion.message()));
      span.setAttribute(Key.OUTPUT_MESSAGES, json(List.of(said)));
    }
  }

  void arguments(Span span, ToolCall call) {
    if (isOn) {
      span.setAttribute(Key.ARGUMENTS, json(call.arguments()));
    }
  }

  void result(Span span, ToolResult result) {
    if (isOn) {
      span.setAttribute(Key.RESULT, result.text());
    }
  }

  private static Map<String, Object> message(ChatMessage message) {
    return switch (message) {
      case ChatMessage.User user -> Map.of("role", "user", "parts", List.of(text(user.text())));
      case ChatMessage.Assistant said -> Map.of("role", "assistant", "parts", parts(said));
      case ChatMessage.ToolOutput output ->
          Map.of(
              "role",
              "tool",
              "parts",
              List.of(
                  Map.of(
                      "type",
                      "tool_call_response",
                      "id",
                      output.callId(),
                      "response",
                      output.text())));
    };
  }

  private static List<Map<String, Object>> parts(ChatMessage.Assistant said) {
    var parts = new ArrayList<Map<String, Object>>();
    if (!said.text().isEmpty()) {
      parts.add(text(said.text()));
    }
    for (var call : said.toolCalls()) {
      parts.add(
          Map.of(
              "type",
              "tool_call",
              "id",
              call.id(),
              "name",
              call.tool(),
              "arguments",
              call.arguments()));
    }
    return parts;
  }

  private static Map<String, Object> text(String text) {
    return Map.of("type", "text", "content", text);
  }

  /// What can't be written is left out, for nobody's work is to fail here.
  private static String json(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      return "[]";
    }
  }
}
