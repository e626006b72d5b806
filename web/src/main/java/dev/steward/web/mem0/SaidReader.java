package dev.steward.web.mem0;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.memory.Addition.Said;
import dev.steward.core.memory.Message.Role;
import dev.steward.core.memory.Trust;
import dev.steward.web.Fields;
import dev.steward.web.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Reads the messages of a request.
///
/// @param person how far the users of this key are trusted
/// @param at when they were said, where a message doesn't say so itself
record SaidReader(Trust person, Instant at) {
  static final String CHANNEL = "mem0";
  private static final int MOST = 1_000;

  /// Reads a text, which the user said, one message, or a list of them.
  List<Said> read(Body body) {
    var value = body.value("messages");
    if (value == null) {
      throw new Refusal(400, "missing_field", "messages", "'messages' is required");
    }
    if (value.isTextual()) {
      return List.of(
          new Said(Role.USER, "", person, CHANNEL, Fields.string("messages", value), at));
    }
    var messages = value.isArray() ? value.valueStream().toList() : List.of(value);
    if (messages.isEmpty() || messages.size() > MOST) {
      throw Refusal.invalidField(
          "messages", "'messages' must have 1 to %d messages".formatted(MOST));
    }
    var said = new ArrayList<Said>();
    for (var message : messages) {
      if (!(message instanceof ObjectNode one)) {
        throw Refusal.invalidField(
            "messages", "A message must be an object with 'role' and 'content'");
      }
      said.add(message(new Body(one)));
    }
    return List.copyOf(said);
  }

  private Said message(Body message) {
    var role = role(message.required("role"));
    var trust =
        switch (role) {
          case USER, SYSTEM -> person;
          case ASSISTANT -> Trust.MODEL;
          case TOOL -> Trust.TOOL;
        };
    var time = message.time("timestamp");
    return new Said(
        role,
        message.has("name") ? message.name("name") : "",
        trust,
        CHANNEL,
        content(message),
        time == null ? at : time.start());
  }

  private static Role role(String name) {
    return switch (name) {
      case "user" -> Role.USER;
      case "assistant" -> Role.ASSISTANT;
      case "system", "developer" -> Role.SYSTEM;
      case "tool", "function" -> Role.TOOL;
      default ->
          throw Refusal.invalidField(
              "messages",
              "There is no role '%s' of a message; there are: user, assistant, system, tool"
                  .formatted(Conditions.shown(name)));
    };
  }

  private static String content(Body message) {
    var content = message.value("content");
    if (content == null) {
      return "";
    }
    if (content.isTextual()) {
      return Fields.string("content", content);
    }
    var parts = content.isArray() ? content.valueStream().toList() : List.of(content);
    return String.join("\n", parts.stream().map(SaidReader::part).toList());
  }

  private static String part(JsonNode part) {
    if (part.isTextual()) {
      return Fields.string("content", part);
    }
    if (part instanceof ObjectNode one && one.path("text").isTextual()) {
      return Fields.string("content", one.path("text"));
    }
    throw Refusal.invalidField(
        "messages",
        "Steward remembers texts: a part of type '%s' has none; describe it in words"
            .formatted(Conditions.shown(part.path("type").asText("unknown"))));
  }
}
