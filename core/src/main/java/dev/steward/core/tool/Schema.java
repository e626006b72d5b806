package dev.steward.core.tool;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The shape of a JSON value, as models and tools need it.
public sealed interface Schema {
  String description();

  record Text(String description) implements Schema {}

  record Whole(String description) implements Schema {}

  record Decimal(String description) implements Schema {}

  record Flag(String description) implements Schema {}

  /// One of these words.
  record Choice(String description, List<String> values) implements Schema {
    public Choice {
      values = List.copyOf(values);
    }
  }

  record Many(String description, Schema of) implements Schema {}

  /// An object with these fields and no others, in this order.
  record Struct(String description, List<Field> fields) implements Schema {
    public Struct {
      fields = List.copyOf(fields);
    }
  }

  record Field(String name, boolean required, Schema schema) {}

  static Field required(String name, Schema schema) {
    return new Field(name, true, schema);
  }

  static Field optional(String name, Schema schema) {
    return new Field(name, false, schema);
  }

  /// The same as a JSON Schema (draft 2020-12), in JDK types.
  default Map<String, Object> toJson() {
    return JsonSchema.of(this);
  }

  /// What keeps a value, JSON in JDK types, from having this shape, in words; none if nothing does.
  default List<String> problems(@Nullable Object value) {
    return SchemaCheck.problems(this, value);
  }
}
