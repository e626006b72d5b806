package dev.steward.core.tool;

import java.util.LinkedHashMap;
import java.util.Map;

final class JsonSchema {
  private JsonSchema() {}

  static Map<String, Object> of(Schema schema) {
    var json = new LinkedHashMap<String, Object>();
    switch (schema) {
      case Schema.Text text -> json.put("type", "string");
      case Schema.Whole whole -> json.put("type", "integer");
      case Schema.Decimal decimal -> json.put("type", "number");
      case Schema.Flag flag -> json.put("type", "boolean");
      case Schema.Choice choice -> {
        json.put("type", "string");
        json.put("enum", choice.values());
      }
      case Schema.Many many -> {
        json.put("type", "array");
        json.put("items", of(many.of()));
      }
      case Schema.Struct struct -> {
        var properties = new LinkedHashMap<String, Object>();
        struct.fields().forEach(field -> properties.put(field.name(), of(field.schema())));
        json.put("type", "object");
        json.put("properties", properties);
        json.put(
            "required",
            struct.fields().stream()
                .filter(Schema.Field::required)
                .map(Schema.Field::name)
                .toList());
        json.put("additionalProperties", false);
      }
    }
    if (!schema.description().isEmpty()) {
      json.put("description", schema.description());
    }
    return json;
  }
}
