package dev.steward.app.cli;

import dev.steward.core.cost.Money;
import dev.steward.core.model.Vector;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes records, lists and maps as JSON: names in snake_case, amounts with every digit, times as
/// ISO 8601.
final class JsonText {
  private static final String INDENT = "  ";

  private final StringBuilder json = new StringBuilder();
  private final boolean pretty;

  private JsonText(boolean pretty) {
    this.pretty = pretty;
  }

  /// The value as JSON, on one line or, `pretty`, on many.
  static String of(Object value, boolean pretty) {
    var text = new JsonText(pretty);
    text.write(value, "\n");
    return text.json.toString();
  }

  private void write(@Nullable Object value, String line) {
    switch (value) {
      case null -> json.append("null");
      case BigDecimal amount -> json.append(amount.toPlainString());
      case Money money -> json.append(money.dollars().toPlainString());
      case Double real -> json.append(Double.isFinite(real) ? real.toString() : "null");
      case Number number -> json.append(number);
      case Boolean flag -> json.append(flag);
      case Enum<?> constant -> quote(constant.name().toLowerCase(Locale.ROOT));
      case Collection<?> list -> write(list, line);
      case Map<?, ?> map -> write(map, line);
      case Vector vector -> write(vector.toString(), line);
      case Record row -> write(fields(row), line);
      default -> quote(value.toString());
    }
  }

  private void write(Collection<?> list, String line) {
    var inner = line + INDENT;
    json.append('[');
    var separator = "";
    for (var item : list) {
      json.append(separator).append(pretty ? inner : "");
      write(item, inner);
      separator = ",";
    }
    json.append(pretty && !list.isEmpty() ? line : "").append(']');
  }

  private void write(Map<?, ?> map, String line) {
    var inner = line + INDENT;
    json.append('{');
    var separator = "";
    for (var entry : map.entrySet()) {
      json.append(separator).append(pretty ? inner : "");
      quote(String.valueOf(entry.getKey()));
      json.append(pretty ? ": " : ":");
      write(entry.getValue(), inner);
      separator = ",";
    }
    json.append(pretty && !map.isEmpty() ? line : "").append('}');
  }

  private static Map<String, Object> fields(Record row) {
    var fields = new LinkedHashMap<String, Object>();
    for (var component : row.getClass().getRecordComponents()) {
      fields.put(snake(component.getName()), value(row, component));
    }
    return fields;
  }

  private static Object value(Record row, RecordComponent component) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(row);
    } catch (ReflectiveOperationException unreadable) {
      throw new IllegalStateException("could not read " + component, unreadable);
    }
  }

  private static String snake(String name) {
    return name.replaceAll("([a-z])([A-Z0-9])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  private void quote(String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          if (c < ' ' || c == '\u2028' || c == '\u2029') {
            json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    json.append('"');
  }
}
