package dev.steward.models.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// JSON as the wire formats use it.
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private Json() {}

  /// Reads one JSON object; empty if the text is anything else.
  public static Optional<JsonNode> object(String text) {
    try {
      return Optional.of(MAPPER.readTree(text)).filter(JsonNode::isObject);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /// Reads one JSON object, or the one in a list of one, which is how Google's servers report
  /// errors; empty if the text is anything else.
  public static Optional<JsonNode> report(String text) {
    var list = text.stripLeading().startsWith("[") ? array(text) : Optional.<JsonNode>empty();
    return list.isPresent()
        ? list.map(one -> one.path(0)).filter(JsonNode::isObject)
        : object(text);
  }

  /// Reads one JSON array; empty if the text is anything else.
  public static Optional<JsonNode> array(String text) {
    try {
      return Optional.of(MAPPER.readTree(text)).filter(JsonNode::isArray);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /// Writes JDK types as JSON.
  public static String write(Map<String, Object> object) {
    try {
      return MAPPER.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("an object that JSON can't hold", e);
    }
  }

  /// The object in JDK types: String, Long, Double, Boolean, List, Map. What is null is left out.
  public static Map<String, Object> toMap(JsonNode object) {
    var map = new LinkedHashMap<String, Object>();
    object
        .properties()
        .forEach(field -> {
          if (!field.getValue().isNull()) {
            map.put(field.getKey(), toJdk(field.getValue()));
          }
        });
    return map;
  }

  private static Object toJdk(JsonNode node) {
    if (node.isObject()) {
      return toMap(node);
    }
    if (node.isArray()) {
      return toList(node);
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isNumber()) {
      return node.isIntegralNumber() && node.canConvertToLong()
          ? (Object) node.longValue()
          : (Object) node.doubleValue();
    }
    return node.asText();
  }

  private static List<Object> toList(JsonNode array) {
    var list = new ArrayList<>();
    array.forEach(item -> {
      if (!item.isNull()) {
        list.add(toJdk(item));
      }
    });
    return list;
  }
}
