package dev.steward.models.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.steward.core.model.ChatMessage;
import dev.steward.core.model.Prompt;
import dev.steward.core.text.TokenEstimate;

/// Marks in a request how far it is worth keeping in the provider's cache.
///
/// The first mark stands after the part of the instructions that is the same from call to call; the
/// tools come before it. The second one stands at the end once tools have answered: what comes next
/// is then most likely the same conversation and a little more.
final class CacheMarks {
  private final Prompt prompt;
  private final int least;

  /// @param least how many tokens are too few to be kept: below that, marks would do nothing
  CacheMarks(Prompt prompt, int least) {
    this.prompt = prompt;
    this.least = least;
  }

  void put(ObjectNode request) {
    var tools = prompt.tools().isEmpty() ? 0 : tokens(request.path("tools"));
    if (prompt.stable() > 0 && tools + stable() >= least) {
      markInstructions(request);
    }
    var all = tools + TokenEstimate.of(prompt.system()) + (long) tokens(request.path("messages"));
    if (all >= least
        && !prompt.messages().isEmpty()
        && prompt.messages().getLast() instanceof ChatMessage.ToolOutput) {
      markEnd(request.path("messages"));
    }
  }

  private int stable() {
    return TokenEstimate.of(prompt.system().substring(0, prompt.stable()));
  }

  private static int tokens(JsonNode json) {
    return TokenEstimate.of(json.toString());
  }

  /// What may have been added to the instructions, such as the shape of the answer, stays behind
  /// them.
  private void markInstructions(ObjectNode request) {
    var system = request.path("system");
    var text = system.isArray() ? system.path(0).path("text").asText() : system.asText();
    var stable = prompt.system().substring(0, prompt.stable());
    if (system.size() > 1 || !text.startsWith(stable)) {
      return;
    }
    var blocks = JsonNodeFactory.instance.arrayNode();
    blocks.add(mark(block(stable)));
    var rest = text.substring(stable.length());
    if (!rest.isBlank()) {
      blocks.add(block(rest));
    }
    request.set("system", blocks);
  }

  private static void markEnd(JsonNode messages) {
    var content = messages.path(messages.size() - 1).path("content");
    if (content.path(content.size() - 1) instanceof ObjectNode last) {
      mark(last);
    }
  }

  private static ObjectNode block(String text) {
    var block = JsonNodeFactory.instance.objectNode();
    block.put("type", "text");
    block.set("text", TextNode.valueOf(text));
    return block;
  }

  private static ObjectNode mark(ObjectNode block) {
    block.putObject("cache_control").put("type", "ephemeral");
    return block;
  }
}
