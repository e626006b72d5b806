package dev.steward.core.memory.extract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads JSON that a model wrote: objects as maps, arrays as lists, texts, numbers as [BigDecimal],
/// booleans; what is `null` is left out. Nothing is guessed: what isn't JSON is refused.
final class Json {
  private static final int DEEPEST = 32;

  private final String text;
  private int at;

  /// What stands for `null`, and is left out.
  private static final Object NOTHING = new Object();

  private Json(String text) {
    this.text = text;
  }

  /// Thrown where the text is no JSON; never holds the text.
  private static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1;

    Broken(String message) {
      super(message);
    }
  }

  /// What was read, or why it could not be.
  record Read(@Nullable Object whole, String problem) {
    Optional<Object> value() {
      return Optional.ofNullable(whole);
    }
  }

  /// Reads a text that is JSON and nothing else but blanks.
  static Read whole(String text) {
    var json = new Json(text);
    try {
      var value = json.value(0);
      json.blanks();
      return json.at < text.length()
          ? new Read(null, "more follows after its end")
          : new Read(value, "");
    } catch (Broken e) {
      return new Read(null, String.valueOf(e.getMessage()));
    }
  }

  /// Where the first JSON object of `text` that begins at or after `from` ends, exclusive; -1 if
  /// there is none that ends.
  static int end(String text, int from) {
    var json = new Json(text);
    json.at = from;
    try {
      json.value(0);
      return json.at;
    } catch (Broken e) {
      return -1;
    }
  }

  private Object value(int depth) {
    if (depth > DEEPEST) {
      throw new Broken("it is nested too deep");
    }
    blanks();
    if (at >= text.length()) {
      throw new Broken("it is cut off");
    }
    return switch (text.charAt(at)) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> literal("true", true);
      case 'f' -> literal("false", false);
      case 'n' -> literal("null", NOTHING);
      default -> number();
    };
  }

  private Map<String, Object> object(int depth) {
    at++;
    var object = new LinkedHashMap<String, Object>();
    blanks();
    if (next() == '}') {
      at++;
      return object;
    }
    while (true) {
      blanks();
      if (next() != '"') {
        throw new Broken("the name of a field is expected");
      }
      var name = string();
      blanks();
      if (next() != ':') {
        throw new Broken("a colon is expected");
      }
      at++;
      var value = value(depth + 1);
      if (value != NOTHING) {
        object.put(name, value);
      }
      blanks();
      var mark = next();
      at++;
      if (mark == '}') {
        return object;
      }
      if (mark != ',') {
        throw new Broken("a comma is expected");
      }
    }
  }

  private List<Object> array(int depth) {
    at++;
    var array = new ArrayList<Object>();
    blanks();
    if (next() == ']') {
      at++;
      return array;
    }
    while (true) {
      var value = value(depth + 1);
      if (value != NOTHING) {
        array.add(value);
      }
      blanks();
      var mark = next();
      at++;
      if (mark == ']') {
        return array;
      }
      if (mark != ',') {
        throw new Broken("a comma is expected");
      }
    }
  }

  private String string() {
    var read = new StringBuilder();
    at++;
    while (true) {
      var c = next();
      at++;
      if (c == '"') {
        return read.toString();
      }
      read.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() {
    var c = next();
    at++;
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> unicode();
      case '"', '\\', '/' -> c;
      default -> throw new Broken("an escape is unknown");
    };
  }

  private char unicode() {
    if (at + 4 > text.length()) {
      throw new Broken("it is cut off");
    }
    int code = 0;
    for (int end = at + 4; at < end; at++) {
      int digit = Character.digit(text.charAt(at), 16);
      if (digit < 0) {
        throw new Broken("an escape is unknown");
      }
      code = 16 * code + digit;
    }
    return (char) code;
  }

  private Object literal(String word, Object value) {
    if (!text.startsWith(word, at)) {
      throw new Broken("a value is expected");
    }
    at += word.length();
    return value;
  }

  private BigDecimal number() {
    int from = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at == from || at - from > 40) {
      throw new Broken("a value is expected");
    }
    try {
      return new BigDecimal(text.substring(from, at));
    } catch (NumberFormatException e) {
      throw new Broken("a number is expected");
    }
  }

  private char next() {
    if (at >= text.length()) {
      throw new Broken("it is cut off");
    }
    return text.charAt(at);
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
