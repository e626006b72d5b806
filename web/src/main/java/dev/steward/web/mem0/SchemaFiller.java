package dev.steward.web.mem0;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.memory.Recollection;
import dev.steward.web.Json;
import dev.steward.web.Refusal;
import dev.steward.web.mem0.Memories.Wanted;
import java.util.List;

/// Fills the properties of a JSON Schema with memories, word for word and without a model: a text
/// with the memory that fits the property's name and description best, a list with those that fit.
/// What can't be said in words, such as a number, stays null.
///
/// @param memories where they are looked for
/// @param wanted which of them
record SchemaFiller(Memories memories, Wanted wanted) {
  private static final int DEEPEST = 6;
  private static final int MOST_PROPERTIES = 200;
  private static final int LONGEST_LIST = 20;

  /// What a memory must score to fill something.
  private static final double FITS = 0.25;

  /// Whether there is anything to fill.
  static boolean hasProperties(JsonNode schema) {
    return schema.path("properties").isObject() && !schema.path("properties").isEmpty();
  }

  /// Checks that a schema can be filled.
  static void check(JsonNode schema) {
    if (!schema.isObject()) {
      throw Refusal.invalidField("schema", "'schema' must be a JSON Schema");
    }
    if (schema.findValues("properties").stream().mapToInt(JsonNode::size).sum() > MOST_PROPERTIES) {
      throw Refusal.invalidField(
          "schema", "'schema' has more than %d properties".formatted(MOST_PROPERTIES));
    }
  }

  ObjectNode fill(JsonNode schema) {
    return fill(schema, schema.path("$defs"), 1);
  }

  private ObjectNode fill(JsonNode schema, JsonNode definitions, int depth) {
    var filled = Json.object();
    for (var entry : schema.path("properties").properties()) {
      var property = resolved(entry.getValue(), definitions);
      filled.set(entry.getKey(), value(entry.getKey(), property, definitions, depth));
    }
    return filled;
  }

  private JsonNode value(String name, JsonNode property, JsonNode definitions, int depth) {
    var nothing = Json.object().nullNode();
    if (property.has("enum") || property.has("const")) {
      return nothing;
    }
    return switch (type(property)) {
      case "string" ->
          found(name, property, 1).stream()
              .findFirst()
              .map(each -> (JsonNode) Json.object().textNode(each.fact().text()))
              .orElse(nothing);
      case "array" -> {
        var list = Json.object().arrayNode();
        if (type(resolved(property.path("items"), definitions)).equals("string")) {
          found(name, property, LONGEST_LIST).forEach(each -> list.add(each.fact().text()));
        }
        yield list;
      }
      case "object" -> depth < DEEPEST ? fill(property, definitions, depth + 1) : nothing;
      default -> nothing;
    };
  }

  /// What a property may be beside null; a text if it doesn't say.
  private static String type(JsonNode property) {
    var type = property.path("type");
    if (type.isArray()) {
      return type.valueStream()
          .map(JsonNode::asText)
          .filter(each -> !each.equals("null"))
          .findFirst()
          .orElse("null");
    }
    if (type.isTextual()) {
      return type.textValue();
    }
    return property.has("properties") ? "object" : "string";
  }

  /// A property with what it refers to in its place, and the first of what it may be.
  private static JsonNode resolved(JsonNode property, JsonNode definitions) {
    var reference = property.path("$ref").asText();
    if (reference.startsWith("#/$defs/")) {
      return definitions.path(reference.substring("#/$defs/".length()));
    }
    for (var choice : List.of("anyOf", "oneOf")) {
      for (var each : property.path(choice)) {
        if (!each.path("type").asText().equals("null")) {
          return resolved(chosen(property, choice, each), definitions);
        }
      }
    }
    return property;
  }

  private static JsonNode chosen(JsonNode property, String choice, JsonNode chosen) {
    if (!(property instanceof ObjectNode outer) || !(chosen instanceof ObjectNode inner)) {
      return chosen;
    }
    var whole = outer.deepCopy();
    whole.remove(choice);
    whole.setAll(inner);
    return whole;
  }

  private List<Recollection> found(String name, JsonNode property, int limit) {
    var words = name.replaceAll("([a-z])([A-Z])", "$1 $2").replace('_', ' ');
    var question = (words + ": " + property.path("description").asText()).strip();
    return memories.search(wanted, question, limit, FITS, memories.clock().instant());
  }
}
