package dev.steward.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The fields of a JSON object, read one by one; whatever is wrong is refused by the field's name.
public final class Fields {
  private static final int LONGEST_NAME = 200;
  private static final Pattern ID = Pattern.compile("(?!\\.+$)[A-Za-z0-9._:@=+~-]{1,200}");

  private final ObjectNode object;
  private final String path;
  private final boolean strict;
  private final Set<String> known = new LinkedHashSet<>();

  Fields(ObjectNode object) {
    this(object, "", true);
  }

  /// @param path of the object within the body, such as `filter.and[0].`, or empty
  /// @param strict whether texts are refused that can't be sent back
  private Fields(ObjectNode object, String path, boolean strict) {
    this.object = object;
    this.path = path;
    this.strict = strict;
  }

  /// Fields that were written by a Steward: every text is taken.
  static Fields trusted(ObjectNode object) {
    return new Fields(object, "", false);
  }

  /// A text that must be there and not blank.
  public String text(String name) {
    var value = value(name);
    if (value == null) {
      throw missing(name);
    }
    var text = read(name, value);
    if (text.isBlank()) {
      throw Refusal.invalidField(at(name), "'%s' is empty".formatted(at(name)));
    }
    return text;
  }

  /// A text that may be missing.
  String text(String name, String fallback) {
    return value(name) == null ? fallback : text(name);
  }

  /// A name of somebody or something: not blank, on one line, not endless.
  String name(String name) {
    return nameOf(at(name), text(name));
  }

  /// A name that may be missing.
  String name(String name, String fallback) {
    var value = value(name);
    return value == null ? fallback : nameOf(at(name), text(name));
  }

  /// An id chosen by the caller, or empty.
  String id(String name) {
    var value = value(name);
    return value == null ? "" : idOf(at(name), read(name, value));
  }

  boolean flag(String name) {
    var value = value(name);
    if (value == null) {
      throw missing(name);
    }
    if (!value.isBoolean()) {
      throw wrongType(at(name), "true or false", value);
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
      throw wrongType(at(name), "a whole number", value);
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < least
        || value.intValue() > most) {
      throw Refusal.invalidField(
          at(name), "'%s' must be a whole number from %d to %d".formatted(at(name), least, most));
    }
    return value.intValue();
  }

  /// An exact amount, 0 or more, that may be missing.
  BigDecimal amount(String name, BigDecimal fallback) {
    var value = value(name);
    if (value == null) {
      return fallback;
    }
    if (!value.isNumber()) {
      throw wrongType(at(name), "a number", value);
    }
    if (value.decimalValue().signum() < 0) {
      throw Refusal.invalidField(at(name), "'%s' must be 0 or more".formatted(at(name)));
    }
    return value.decimalValue();
  }

  <E extends Enum<E>> E choice(String name, Class<E> type, E fallback) {
    var value = value(name);
    return value == null ? fallback : choiceOf(at(name), read(name, value), type);
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

  /// A choice that must be made.
  <E extends Enum<E>> E choice(String name, Class<E> type) {
    return choiceOf(at(name), text(name), type);
  }

  /// Some of a few words; the fallback where nothing is said.
  <E extends Enum<E>> Set<E> choices(String name, Class<E> type, Set<E> fallback) {
    var value = value(name);
    if (value == null) {
      return fallback;
    }
    var chosen = EnumSet.noneOf(type);
    for (var word : strings(name)) {
      chosen.add(choiceOf(at(name), word, type));
    }
    return Set.copyOf(chosen);
  }

  /// A text that may be empty or missing.
  String string(String name) {
    var value = value(name);
    return value == null ? "" : read(name, value);
  }

  private String read(String name, JsonNode value) {
    return strict ? string(at(name), value) : textOf(at(name), value);
  }

  /// A list of texts, which may be missing.
  List<String> strings(String name) {
    var texts = new ArrayList<String>();
    var place = 0;
    for (var element : elements(name)) {
      var each = "%s[%d]".formatted(at(name), place++);
      texts.add(strict ? string(each, element) : textOf(each, element));
    }
    return texts;
  }

  /// A time that must be there.
  Instant instant(String name) {
    return instantOf(at(name), text(name));
  }

  /// A time that may be missing.
  Instant instant(String name, Instant fallback) {
    return value(name) == null ? fallback : instant(name);
  }

  /// A number from 0 to 1.
  double share(String name, double fallback) {
    var value = value(name);
    if (value == null) {
      return fallback;
    }
    if (!value.isNumber()) {
      throw wrongType(at(name), "a number", value);
    }
    if (!(value.doubleValue() >= 0 && value.doubleValue() <= 1)) {
      throw Refusal.invalidField(at(name), "'%s' must be from 0 to 1".formatted(at(name)));
    }
    return value.doubleValue();
  }

  /// An object that must be there.
  Fields object(String name) {
    var value = value(name);
    if (value == null) {
      throw missing(name);
    }
    return within(at(name), value);
  }

  /// A list of objects, which may be missing.
  List<Fields> objects(String name) {
    var objects = new ArrayList<Fields>();
    for (var element : elements(name)) {
      objects.add(within("%s[%d]".formatted(at(name), objects.size()), element));
    }
    return objects;
  }

  private List<JsonNode> elements(String name) {
    var value = value(name);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray()) {
      throw wrongType(at(name), "a list", value);
    }
    return value.valueStream().toList();
  }

  private Fields within(String place, JsonNode value) {
    if (!(value instanceof ObjectNode nested)) {
      throw wrongType(place, "an object", value);
    }
    return new Fields(nested, place + ".", strict);
  }

  /// Free data, which may be missing. Whole numbers are `Long`, or `BigInteger` beyond its range,
  /// and all others `Double`.
  Map<String, Object> data(String name) {
    var value = value(name);
    return value == null ? Map.of() : within(at(name), value).data();
  }

  private Map<String, Object> data() {
    var data = new LinkedHashMap<String, @Nullable Object>();
    object
        .properties()
        .forEach(each -> data.put(each.getKey(), free(path + each.getKey(), each.getValue())));
    @SuppressWarnings("NullAway") // nulls are data, too
    Map<String, Object> read = data;
    return read;
  }

  /// A text, a number, true or false.
  Object plain(String name) {
    var value = value(name);
    if (value == null) {
      throw missing(name);
    }
    return plain(at(name), value);
  }

  /// A list of texts, numbers, true and false.
  List<Object> plains(String name) {
    var plains = new ArrayList<Object>();
    for (var element : elements(name)) {
      plains.add(plain("%s[%d]".formatted(at(name), plains.size()), element));
    }
    return plains;
  }

  private Object plain(String place, JsonNode value) {
    if (!value.isTextual() && !value.isNumber() && !value.isBoolean()) {
      throw wrongType(place, "a text, a number, true or false", value);
    }
    return Objects.requireNonNull(free(place, value));
  }

  private @Nullable Object free(String place, JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> strict ? string(place, value) : value.textValue();
      case BOOLEAN -> value.booleanValue();
      case NUMBER -> number(value);
      case ARRAY -> {
        var list = new ArrayList<@Nullable Object>();
        value.forEach(element -> list.add(free("%s[%d]".formatted(place, list.size()), element)));
        yield list;
      }
      case OBJECT -> within(place, value).data();
      case NULL, MISSING, BINARY, POJO -> null;
    };
  }

  private static Object number(JsonNode value) {
    if (!value.isIntegralNumber()) {
      return value.doubleValue();
    }
    return value.canConvertToLong() ? (Object) value.longValue() : value.bigIntegerValue();
  }

  private String at(String name) {
    return path + name;
  }

  private Refusal missing(String name) {
    return new Refusal(400, "missing_field", at(name), "'%s' is missing".formatted(at(name)));
  }

  /// Refuses fields that were not asked for.
  void end() {
    for (var name : object.propertyStream().map(e -> e.getKey()).toList()) {
      if (!known.contains(name)) {
        throw new Refusal(
            400,
            "unknown_field",
            shown(at(name)),
            "There is no field '%s' here; there are: %s"
                .formatted(shown(at(name)), String.join(", ", known)));
      }
    }
  }

  /// The text of a field.
  public static String string(String field, JsonNode value) {
    return clean(field, textOf(field, value));
  }

  private static String textOf(String field, JsonNode value) {
    if (!value.isTextual()) {
      throw wrongType(field, "a string", value);
    }
    return value.textValue();
  }

  /// A time such as 2026-11-02T10:00:00Z, in any zone.
  static Instant instantOf(String field, String text) {
    try {
      return text.endsWith("Z") ? Instant.parse(text) : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw Refusal.invalidField(
          field, "'%s' must be a time such as 2026-11-02T10:00:00Z".formatted(field));
    }
  }

  /// The text itself, if it can be stored and written again.
  public static String clean(String field, String text) {
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
