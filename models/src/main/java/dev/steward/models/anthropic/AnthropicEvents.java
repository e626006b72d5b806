package dev.steward.models.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// A message that came in one piece, as the events that a stream would have brought.
final class AnthropicEvents {
  private final List<JsonNode> events = new ArrayList<>();

  private AnthropicEvents() {}

  static List<JsonNode> of(JsonNode message) {
    var all = new AnthropicEvents();
    var head = object();
    message.properties().forEach(field -> head.set(field.getKey(), field.getValue()));
    head.putNull("stop_reason");
    head.putArray("content");
    all.event("message_start").set("message", head);
    var content = message.path("content");
    for (int i = 0; i < content.size(); i++) {
      all.block(i, content.path(i));
    }
    var end = all.event("message_delta");
    end.putObject("delta").set("stop_reason", message.path("stop_reason"));
    end.set("usage", message.path("usage"));
    all.event("message_stop");
    return all.events;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private ObjectNode event(String type) {
    var event = object().put("type", type);
    events.add(event);
    return event;
  }

  private void block(int index, JsonNode block) {
    var start = event("content_block_start").put("index", index);
    if (!(block.deepCopy() instanceof ObjectNode begun)) {
      return;
    }
    start.set("content_block", begun);
    switch (block.path("type").asText()) {
      case "text" -> {
        begun.put("text", "");
        delta(index, "text_delta").set("text", block.path("text"));
      }
      case "thinking" -> {
        begun.put("thinking", "").put("signature", "");
        delta(index, "thinking_delta").set("thinking", block.path("thinking"));
        delta(index, "signature_delta").set("signature", block.path("signature"));
      }
      case "tool_use" -> {
        begun.set("input", object());
        delta(index, "input_json_delta").put("partial_json", block.path("input").toString());
      }
      default -> {
        // It begins whole.
      }
    }
    event("content_block_stop").put("index", index);
  }

  private ObjectNode delta(int index, String type) {
    return event("content_block_delta").put("index", index).putObject("delta").put("type", type);
  }
}
