package dev.steward.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The fields of a JSON object, read one by one; whatever is wrong is refused by the field's name.
public final class Fields {
  private static final int LONGEST_NAME = 200;
  private static final Pattern ID = Pattern.compile("(?!\\.+$)[A-Za-z0-9._:@=+~-]{1,200}");

  private final ObjectNode object;
  private final Set<String> known = new LinkedHashSet<>();

  Fields(ObjectNode object) {
    this.object = object;
  }

  /// A text that must be there and not blank.
  public String text(String name) {
    var value = value(name);
    if (value == null) {
      throw new Refusal(400, "missing_field", name, "'%s' is missing".formatted(name));
    }
    var text = string(name, value);
    if (text.isBlank()) {
      throw Refusal.invalidField(name, "'%s' is empty".formatted(name));
    }
    return text;
  }

  /// A name of somebody or something: not blank, on one line, not endless.
  String name(String name) {
    return nameOf(name, text(name));
  }

  /// A name that may be missing.
  String name(String name, String fallback) {
    var value = value(name);
    return value == null ? fallback : nameOf(name, text(name));
  }

  /// An id chosen by the caller, or empty.
  String id(String name) {
    var value = value(name);
    return value == null ? "" : idOf(name, string(name, value));
  }

  boolean flag(String name) {
    var value = value(name);
    if (value == null) {
      throw new Refusal(400, "missing_field", name, "'%s' is missing".formatted(name));
    }
    if (!value.isBoolean()) {
      throw wrongType(name, "true or false", value);
    }
    return value.booleanValue();
  }

  /// A boolean that may be missing.
  public boolean flag(String name, boolean fallback) {
    return value(name) == null ? fallback : flag(name);
  }

  /// A whole number that may be missing.
  public int number(String name, int fallback, int least, int most) {
    var value = value(name);
    if (value == null) {
      return fallback;
    }
    if (!value.isNumber()) {
      throw wrongType(name, "a whole number", value);
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

  <E extends Enum<E>> E choice(String name, Class<E> type, E fallback) {
    var value = value(name);
    return value == null ? fallback : choiceOf(name, string(name, value), type);
  }

  /// Whether the field is there, be it as `null`.
  public boolean has(String name) {
    known.add(name);
    return object.has(name);
  }

  /// Any value, unread.
  public @Nullable JsonNode value(String name) {
    known.add(name);
    var value = object.get(name);
    return value == null || value.isNull() ? null : value;
  }

  /// Refuses fields that were not asked for.
  void end() {
    for (var name : object.propertyStream().map(e -> e.getKey()).toList()) {
      if (!known.contains(name)) {
        throw new Refusal(
            400,
            "unknown_field",
            shown(name),
            "There is no field '%s' here; there are: %s"
                .formatted(shown(name), String.join(", ", known)));
      }
    }
  }

  /// The text of a field.
  public static String string(String field, JsonNode value) {
    if (!value.isTextual()) {
      throw wrongType(field, "a string", value);
    }
    return clean(field, value.textValue());
  }

  /// The text itself, if it can be stored and written again.
  static String clean(String field, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw Refusal.invalidField(field, "'%s' holds a NUL character".formatted(field));
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw Refusal.invalidField(field, "'%s' holds half a character".formatted(field));
      }
    }
    return text;
  }

  /// A text that can be a name of somebody: not blank, on one line, not endless.
  public static String nameOf(String field, String text) {
    clean(field, text);
    if (text.isBlank()) {
      throw Refusal.invalidField(field, "'%s' is empty".formatted(field));
    }
    if (text.length() > LONGEST_NAME || text.chars().anyMatch(Character::isISOControl)) {
      throw Refusal.invalidField(
          field, "'%s' must be at most %d characters on one line".formatted(field, LONGEST_NAME));
    }
    return text;
  }

  /// A text that can be an id: letters, digits and a few signs.
  public static String idOf(String field, String text) {
    if (!ID.matcher(text).matches()) {
      throw Refusal.invalidField(
          field,
          "'%s' must be 1 to %d letters, digits or any of . _ : @ = + ~ -"
              .formatted(field, LONGEST_NAME));
    }
    return text;
  }

  static <E extends Enum<E>> E choiceOf(String field, String text, Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> Wire.word(constant).equals(text))
        .findFirst()
        .orElseThrow(() ->
            Refusal.invalidField(
                field,
                "'%s' must be one of: %s"
                    .formatted(
                        field,
                        Arrays.stream(type.getEnumConstants())
                            .map(Wire::word)
                            .collect(Collectors.joining(", ")))));
  }

  static Refusal wrongType(String field, String wanted, JsonNode got) {
    return Refusal.invalidField(
        field,
        "'%s' must be %s, not %s"
            .formatted(field, wanted, got.getNodeType().name().toLowerCase(Locale.ROOT)));
  }

  private static String shown(String name) {
    return name.length() <= 80 ? name : name.substring(0, 80) + "…";
  }
}
