package dev.steward.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The parameters after the `?`, read one by one; whatever is wrong is refused by its name.
public final class Query {
  static final int MOST = 500;

  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final Set<String> known = new LinkedHashSet<>();

  Query(String raw) {
    for (var pair : raw.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      var equals = pair.indexOf('=');
      var name = decoded(equals < 0 ? pair : pair.substring(0, equals), true);
      var value = equals < 0 ? "" : decoded(pair.substring(equals + 1), true);
      values.computeIfAbsent(name, given -> new ArrayList<>()).add(Fields.clean(name, value));
    }
  }

  /// A name that must be given.
  String name(String name) {
    if (value(name).isEmpty()) {
      throw new Refusal(
          400, "missing_field", name, "'%s' is missing; give ?%s=…".formatted(name, name));
    }
    return Fields.nameOf(name, value(name));
  }

  /// A name, or empty.
  String optionalName(String name) {
    return value(name).isEmpty() ? "" : Fields.nameOf(name, value(name));
  }

  int limit() {
    return number("limit", 50, 1, MOST);
  }

  Instant instant(String name, Instant fallback) {
    var text = value(name);
    if (text.isEmpty()) {
      return fallback;
    }
    return Fields.instantOf(name, text.replace(' ', '+')); // A plus that was not encoded.
  }

  <E extends Enum<E>> E choice(String name, Class<E> type, E fallback) {
    var text = value(name);
    return text.isEmpty() ? fallback : Fields.choiceOf(name, text, type);
  }

  /// Refuses parameters that were not asked for.
  void end() {
    for (var name : values.keySet()) {
      if (!known.contains(name)) {
        throw new Refusal(
            400,
            "unknown_field",
            name,
            known.isEmpty()
                ? "There is no parameter '%s' here; there are none".formatted(name)
                : "There is no parameter '%s' here; there are: %s"
                    .formatted(name, String.join(", ", known)));
      }
    }
  }

  /// Undoes percent-encoding, strictly.
  ///
  /// @throws Refusal 400 if it is broken or not UTF-8
  static String decoded(String raw, boolean plusIsSpace) {
    var bytes = new byte[raw.length()];
    int length = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        int high = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 1), 16) : -1;
        int low = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0) {
          throw badUrl();
        }
        bytes[length++] = (byte) (high * 16 + low);
        i += 2;
      } else if (c > 0x7e) {
        throw badUrl();
      } else {
        bytes[length++] = (byte) (c == '+' && plusIsSpace ? ' ' : c);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw badUrl();
    }
  }

  /// A parameter as it is given; empty if it is not.
  public String value(String name) {
    var given = values(name);
    if (given.size() > 1) {
      throw Refusal.invalidField(name, "'%s' is given twice".formatted(name));
    }
    return given.isEmpty() ? "" : given.getFirst();
  }

  /// The values of a parameter that may be given more than once.
  public List<String> values(String name) {
    known.add(name);
    return List.copyOf(values.getOrDefault(name, List.of()));
  }

  /// The names of the parameters that are given.
  public Set<String> names() {
    return Set.copyOf(values.keySet());
  }

  /// A whole number.
  public int number(String name, int fallback, int least, int most) {
    var text = value(name);
    if (text.isEmpty()) {
      return fallback;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw Refusal.invalidField(
        name, "'%s' must be a whole number from %d to %d".formatted(name, least, most));
  }

  private static Refusal badUrl() {
    return new Refusal(400, "invalid_url", "", "The URL is not valid percent-encoded UTF-8");
  }
}
