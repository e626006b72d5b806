package dev.steward.models.batches;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.model.ChatMessage;
import dev.steward.core.model.ChatModel;
import dev.steward.core.model.Prompt;
import dev.steward.core.tool.ToolCall;
import dev.steward.models.peers.WireFake;
import dev.steward.testkit.ChatModelContract;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What requests look like that are sent the ordinary way.
final class Talks {
  private Talks() {}

  /// A talk with everything in it: instructions that stay, tools, thoughts, an answer in a shape.
  static Prompt whole(Map<String, String> extras) {
    return new Prompt(
        "Be brief. " + "Our rules are long. ".repeat(500) + "Today is Monday.",
        List.of(
            new ChatMessage.User("When can I see John? 🌻"),
            new ChatMessage.Assistant(
                "",
                List.of(new ToolCall("c1", "find_slot", Map.of("person", "John", "minutes", 30L))),
                extras),
            new ChatMessage.ToolOutput("c1", "find_slot", "On Monday", true)),
        List.of(ChatModelContract.FIND_SLOT),
        List.of(ChatModelContract.SLOT),
        Prompt.Options.DEFAULTS.withMaxTokens(777),
        10_000);
  }

  /// The body of the ordinary request, without the wish for a stream.
  static JsonNode ordinary(Function<String, ChatModel> model, Prompt prompt) {
    try (var wire = new WireFake()) {
      wire.refuses(400, "", "{}");
      assertThatThrownBy(() -> model.apply(wire.url()).complete(prompt, piece -> {})).isNotNull();
      var body = (ObjectNode) BatchServer.read(wire.request().body());
      return body.without(List.of("stream", "stream_options"));
    }
  }
}
