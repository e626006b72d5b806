package dev.steward.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.Principal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What Steward takes from an OpenAI chat completion request. Everything else in it (temperature,
/// tools, earlier messages, …) is for a bare model and has no meaning here.
///
/// @param model the name that was asked for
/// @param text the last message of the user
/// @param session empty: the user's latest
/// @param wantsUsage whether a stream ends with a chunk that has the usage
record ChatRequest(
    String model, String text, String user, String session, boolean streams, boolean wantsUsage) {
  private static final String DEFAULT_USER = "owner";

  static ChatRequest read(Fields fields, Principal principal) {
    var model = fields.name("model");
    var text = lastUserText(fields.value("messages"));
    var user = fields.name("user", onlyUser(principal));
    var metadata = object("metadata", fields.value("metadata"));
    var session = metadata == null ? "" : sessionOf(metadata);
    var streams = fields.flag("stream", false);
    var options = object("stream_options", fields.value("stream_options"));
    var wantsUsage = options != null && flag(options, "stream_options", "include_usage");
    return new ChatRequest(model, text, user, session, streams, wantsUsage);
  }

  /// A key that speaks for one user needs no user named.
  private static String onlyUser(Principal principal) {
    return principal.users().size() == 1 ? principal.users().iterator().next() : DEFAULT_USER;
  }

  private static String sessionOf(ObjectNode metadata) {
    var session = metadata.get("session_id");
    return session == null || session.isNull()
        ? ""
        : Fields.nameOf("metadata.session_id", Fields.string("metadata.session_id", session));
  }

  private static String lastUserText(@Nullable JsonNode messages) {
    if (messages == null) {
      throw new Refusal(400, "missing_field", "messages", "'messages' is missing");
    }
    if (!messages.isArray()) {
      throw Fields.wrongType("messages", "an array", messages);
    }
    for (int i = messages.size() - 1; i >= 0; i--) {
      var message = object("messages[%d]".formatted(i), messages.get(i));
      if (message == null || !message.path("role").isTextual()) {
        var field = "messages[%d].role".formatted(i);
        throw Refusal.invalidField(field, "'%s' must be a string".formatted(field));
      }
      if (message.path("role").textValue().equals("user")) {
        return content("messages[%d].content".formatted(i), message.path("content"));
      }
    }
    throw Refusal.invalidField("messages", "'messages' has no message of the role 'user'");
  }

  private static String content(String field, JsonNode content) {
    var text =
        content.isArray()
            ? String.join("\n", parts(field, content))
            : Fields.string(field, content);
    if (text.isBlank()) {
      throw Refusal.invalidField(field, "'%s' is empty".formatted(field));
    }
    return text;
  }

  private static List<String> parts(String field, JsonNode parts) {
    var texts = new ArrayList<String>();
    for (int i = 0; i < parts.size(); i++) {
      var part = parts.get(i);
      var here = "%s[%d]".formatted(field, i);
      if (!part.path("type").asText("").equals("text")) {
        throw Refusal.invalidField(
            here, "'%s' is not of the type 'text'; Steward reads text only".formatted(here));
      }
      texts.add(Fields.string(here + ".text", part.path("text")));
    }
    return texts;
  }

  private static boolean flag(ObjectNode object, String path, String name) {
    var value = object.get(name);
    if (value == null || value.isNull()) {
      return false;
    }
    if (!value.isBoolean()) {
      throw Fields.wrongType(path + "." + name, "true or false", value);
    }
    return value.booleanValue();
  }

  private static @Nullable ObjectNode object(String field, @Nullable JsonNode value) {
    if (value == null) {
      return null;
    }
    if (!(value instanceof ObjectNode object)) {
      throw Fields.wrongType(field, "an object", value);
    }
    return object;
  }
}
