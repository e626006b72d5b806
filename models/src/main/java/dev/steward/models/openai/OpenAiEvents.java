package dev.steward.models.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// An answer that came in one piece, as the chunks that a stream would have brought.
final class OpenAiEvents {
  private OpenAiEvents() {}

  static List<JsonNode> of(JsonNode completion) {
    var choice = completion.path("choices").path(0);
    var said = chunk(completion);
    var delta = choice.path("message").deepCopy();
    number(delta.path("tool_calls"));
    choice(said).set("delta", delta);
    var end = chunk(completion);
    var last = choice(end);
    last.putObject("delta");
    last.set("finish_reason", choice.path("finish_reason"));
    end.set("usage", completion.path("usage"));
    return List.of(said, end);
  }

  private static ObjectNode chunk(JsonNode completion) {
    var chunk = JsonNodeFactory.instance.objectNode();
    for (var field : List.of("id", "created", "model", "service_tier")) {
      if (completion.has(field)) {
        chunk.set(field, completion.path(field));
      }
    }
    return chunk.put("object", "chat.completion.chunk");
  }

  private static ObjectNode choice(ObjectNode chunk) {
    return chunk.putArray("choices").addObject().put("index", 0);
  }

  private static void number(JsonNode calls) {
    for (int i = 0; i < calls.size(); i++) {
      if (calls.path(i) instanceof ObjectNode call) {
        call.put("index", i);
      }
    }
  }
}
