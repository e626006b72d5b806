package dev.steward.app.settings;

import dev.steward.core.tool.Schema;
import java.util.ArrayList;
import java.util.List;

/// Reads the shape of an agent's answers: names of fields, each with its type or a block.
final class AnswerReader {
  private static final List<String> TYPES = List.of("text", "whole", "number", "flag", "texts");

  private AnswerReader() {}

  static List<Schema.Struct> answer(Value value) {
    if (!value.isPresent()) {
      return List.of();
    }
    var fields = new ArrayList<Schema.Field>();
    value.entries().forEach((name, field) -> fields.add(field(name, field)));
    if (fields.isEmpty()) {
      value.wrong("name at least one field, such as 'department: text'");
    }
    return List.of(new Schema.Struct("", fields));
  }

  private static Schema.Field field(String name, Value value) {
    if (!value.isMap()) {
      return Schema.required(name, schema(value.choice("text", TYPES), "", List.of()));
    }
    var fields = value.fields("type", "description", "one_of", "optional");
    var schema =
        schema(
            fields.at("type").choice("text", TYPES),
            fields.at("description").text("").strip(),
            fields.at("one_of").texts());
    return fields.at("optional").flag(false)
        ? Schema.optional(name, schema)
        : Schema.required(name, schema);
  }

  private static Schema schema(String type, String description, List<String> words) {
    if (!words.isEmpty()) {
      return new Schema.Choice(description, words);
    }
    return switch (type) {
      case "whole" -> new Schema.Whole(description);
      case "number" -> new Schema.Decimal(description);
      case "flag" -> new Schema.Flag(description);
      case "texts" -> new Schema.Many(description, new Schema.Text(""));
      default -> new Schema.Text(description);
    };
  }
}
