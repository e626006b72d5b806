package dev.steward.web.mem0;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.web.Fields;
import dev.steward.web.Json;
import dev.steward.web.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The body of a request as Mem0's clients send it: fields that nobody here knows are passed over,
/// for each client sends some of its own; what is known must be of its type.
///
/// @param object the JSON
record Body(ObjectNode object) {
  private static final int LONGEST_NAME = 200;

  boolean has(String name) {
    return object.has(name);
  }

  /// A field's value; null if it is missing or null.
  @Nullable JsonNode value(String name) {
    var value = object.get(name);
    return value == null || value.isNull() ? null : value;
  }

  /// A text, or empty.
  String text(String name) {
    var value = value(name);
    return value == null ? "" : Fields.string(name, value);
  }

  /// A text that is not blank.
  String required(String name) {
    var text = text(name);
    if (text.isBlank()) {
      throw new Refusal(400, "missing_field", name, "'%s' is required".formatted(name));
    }
    return text;
  }

  /// The name of a user, an agent, an app or a run, without the spaces around it; or empty.
  String name(String name) {
    var value = value(name);
    return value == null ? "" : named(name, value.isNumber() ? value.asText() : text(name));
  }

  /// A name of somebody that is one, without the spaces around it.
  ///
  /// @throws Refusal 400 if it is empty, too long, not on one line or the wildcard
  static String named(String field, String text) {
    var name = Fields.clean(field, text).strip();
    if (name.isEmpty()
        || name.length() > LONGEST_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      throw Refusal.invalidField(
          field, "'%s' must be 1 to %d characters on one line".formatted(field, LONGEST_NAME));
    }
    if (name.equals("*")) {
      throw Refusal.invalidField(
          field, "'%s' must name one; '*' is for filters only".formatted(field));
    }
    return name;
  }

  boolean flag(String name, boolean fallback) {
    var value = value(name);
    if (value == null) {
      return fallback;
    }
    if (!value.isBoolean()) {
      throw Refusal.invalidField(name, "'%s' must be true or false".formatted(name));
    }
    return value.booleanValue();
  }

  int number(String name, int fallback, int least, int most) {
    var value = value(name);
    if (value == null) {
      return fallback;
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < least
        || value.intValue() > most) {
      throw Refusal.invalidField(
          name, "'%s' must be a whole number from %d to %d".formatted(name, least, most));
    }
    return value.intValue();
  }

  /// A number from 0 to 1.
  double share(String name, double fallback) {
    var value = value(name);
    if (value == null) {
      return fallback;
    }
    if (!value.isNumber() || value.doubleValue() < 0 || value.doubleValue() > 1) {
      throw Refusal.invalidField(name, "'%s' must be a number from 0 to 1".formatted(name));
    }
    return value.doubleValue();
  }

  /// A list of texts, or one text; empty if it is missing.
  List<String> texts(String name) {
    var value = value(name);
    if (value == null) {
      return List.of();
    }
    if (value.isTextual()) {
      return List.of(Fields.string(name, value));
    }
    if (!value.isArray()) {
      throw Refusal.invalidField(name, "'%s' must be a list of texts".formatted(name));
    }
    return value.valueStream().map(each -> Fields.string(name, each)).toList();
  }

  /// A time; null if it is missing.
  @Nullable Moment time(String name) {
    var value = value(name);
    return value == null ? null : Moment.of(name, value);
  }

  /// The objects of a list; empty if it is missing.
  List<Body> objects(String name) {
    var value = value(name);
    if (value == null) {
      return List.of();
    }
    var objects = new ArrayList<Body>();
    for (var each : value) {
      if (!(each instanceof ObjectNode one)) {
        throw Refusal.invalidField(name, "'%s' must be a list of objects".formatted(name));
      }
      objects.add(new Body(one));
    }
    if (!value.isArray()) {
      throw Refusal.invalidField(name, "'%s' must be a list of objects".formatted(name));
    }
    return objects;
  }

  /// An object; empty if it is missing.
  Body object(String name) {
    return switch (value(name)) {
      case null -> new Body(Json.object());
      case ObjectNode one -> new Body(one);
      default -> throw Refusal.invalidField(name, "'%s' must be an object".formatted(name));
    };
  }

  /// Free data of the client's; what is null in it is left out.
  ///
  /// @throws Refusal 400 if it uses a name that Steward keeps for itself
  Map<String, Object> metadata() {
    var data = object("metadata").data();
    data.keySet().stream()
        .filter(Reserved::isReserved)
        .findFirst()
        .ifPresent(key -> {
          throw Refusal.invalidField(
              "metadata",
              "The key '%s' of the metadata is one of Steward's own; choose another"
                  .formatted(Conditions.shown(key)));
        });
    return data;
  }

  /// All of it as texts, numbers, booleans, lists and maps.
  Map<String, Object> data() {
    var data = new LinkedHashMap<String, Object>();
    for (var entry : object.properties()) {
      var value = plain(entry.getValue());
      if (value != null) {
        data.put(Fields.clean("metadata", entry.getKey()), value);
      }
    }
    return data;
  }

  private static @Nullable Object plain(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> new Body((ObjectNode) value).data();
      case ARRAY -> value.valueStream().map(Body::plain).filter(each -> each != null).toList();
      case STRING -> Fields.clean("metadata", value.textValue());
      case NUMBER, BOOLEAN -> Conditions.scalar("metadata", value);
      case NULL, MISSING, BINARY, POJO -> null;
    };
  }
}
