package dev.steward.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Reads JSON strictly and writes it exactly: decimals keep every digit.
public final class Json {
  private static final int MAX_DEPTH = 64;
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(100)
                          .maxStringLength(Integer.MAX_VALUE)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                  .build())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private Json() {}

  /// An empty object.
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /// A map as an object.
  static ObjectNode object(Map<String, Object> fields) {
    return MAPPER.valueToTree(fields);
  }

  /// A value as a tree.
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /// A value as JSON.
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw Failure.internal("Writing a " + value.getClass().getSimpleName() + " as JSON", e);
    }
  }

  /// Reads what a Steward server sent.
  ///
  /// @throws IOException if it is not that
  static <T> T read(String text, Class<T> type) throws IOException {
    return MAPPER.readValue(text, type);
  }

  /// Reads a request's body, which must be one JSON object in UTF-8.
  ///
  /// @throws Refusal 400, with the place, if it is not
  public static ObjectNode body(byte[] bytes) {
    try (var parser = MAPPER.createParser(utf8(bytes))) {
      JsonNode read = MAPPER.readTree(parser);
      if (read == null || read.isMissingNode()) {
        throw invalid("The body is empty; send a JSON object");
      }
      if (parser.nextToken() != null) {
        var at = parser.currentTokenLocation();
        throw invalid(
            "The body goes on after its JSON object, at line %d, column %d"
                .formatted(at.getLineNr(), at.getColumnNr()));
      }
      if (!(read instanceof ObjectNode object)) {
        throw invalid("The body must be a JSON object");
      }
      return object;
    } catch (JsonProcessingException e) {
      throw invalid(reason("The body", e));
    } catch (IOException e) {
      throw Failure.internal("Reading a JSON text in memory", e);
    }
  }

  /// Bytes as text.
  ///
  /// @throws Refusal 400 if they are not UTF-8
  static String utf8(byte[] bytes) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw invalid("The body is not valid UTF-8");
    }
  }

  /// Reads one value after the other.
  static JsonParser parser(InputStream in) throws IOException {
    return MAPPER.createParser(in);
  }

  /// What is wrong, without a word of the text itself.
  ///
  /// @param what is being read, such as "The body"
  static String reason(String what, JsonProcessingException e) {
    var at = e.getLocation();
    var place =
        at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    var said = String.valueOf(e.getOriginalMessage());
    if (said.startsWith("Duplicate")) {
      var quote = said.indexOf('"') >= 0 ? '"' : '\'';
      var name = said.substring(said.indexOf(quote) + 1, said.lastIndexOf(quote));
      return "%s has the field '%s' twice%s".formatted(what, name, place);
    }
    if (said.contains("nesting depth")) {
      return "%s is nested deeper than %d levels%s".formatted(what, MAX_DEPTH, place);
    }
    if (said.contains("Number value length")) {
      return what + " has a number of more than 100 digits" + place;
    }
    return "%s is not valid JSON%s".formatted(what, place);
  }

  private static Refusal invalid(String message) {
    return new Refusal(400, "invalid_json", "", message);
  }
}
