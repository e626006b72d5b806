package dev.steward.core.tool;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Compares a value with the shape that it should have.
final class SchemaCheck {
  private final List<String> problems = new ArrayList<>();

  private SchemaCheck() {}

  static List<String> problems(Schema schema, @Nullable Object value) {
    var check = new SchemaCheck();
    check.check(schema, value, "");
    return List.copyOf(check.problems);
  }

  private void check(Schema schema, @Nullable Object value, String path) {
    switch (schema) {
      case Schema.Text _ -> require(value instanceof String, path, "a text");
      case Schema.Whole _ ->
          require(
              value instanceof Long || value instanceof Integer || value instanceof BigInteger,
              path,
              "a whole number");
      case Schema.Decimal _ -> require(value instanceof Number, path, "a number");
      case Schema.Flag _ -> require(value instanceof Boolean, path, "true or false");
      case Schema.Choice choice ->
          require(
              value instanceof String word && choice.values().contains(word),
              path,
              "one of " + String.join(", ", choice.values()));
      case Schema.Many many -> {
        if (value instanceof List<?> list) {
          for (int i = 0; i < list.size(); i++) {
            check(many.of(), list.get(i), "%s[%d]".formatted(path, i));
          }
        } else {
          require(false, path, "a list");
        }
      }
      case Schema.Struct struct -> {
        if (value instanceof Map<?, ?> map) {
          checkFields(struct, map, path);
        } else {
          require(false, path, "an object");
        }
      }
    }
  }

  private void checkFields(Schema.Struct struct, Map<?, ?> map, String path) {
    var before = path.isEmpty() ? "" : path + ".";
    for (var field : struct.fields()) {
      var value = map.get(field.name());
      if (value != null) {
        check(field.schema(), value, before + field.name());
      } else if (field.required()) {
        problems.add("'%s%s' is missing".formatted(before, field.name()));
      }
    }
    var known = struct.fields().stream().map(Schema.Field::name).toList();
    map.keySet().stream()
        .filter(name -> !known.contains(name))
        .forEach(name -> problems.add("there is no '%s%s'".formatted(before, name)));
  }

  private void require(boolean holds, String path, String what) {
    if (!holds) {
      problems.add("'%s' must be %s".formatted(path.isEmpty() ? "the answer" : path, what));
    }
  }
}
