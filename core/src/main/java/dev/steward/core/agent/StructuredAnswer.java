package dev.steward.core.agent;

import dev.steward.core.Failure;
import dev.steward.core.run.Codec;
import dev.steward.core.tool.Schema;
import java.util.List;
import java.util.Map;

/// An answer that must be JSON of a shape.
final class StructuredAnswer {
  private StructuredAnswer() {}

  /// The JSON in an answer, without what a model likes to put around it.
  static String json(String text) {
    int from = text.indexOf('{');
    int to = text.lastIndexOf('}');
    return from < 0 || to < from ? text.strip() : text.substring(from, to + 1);
  }

  /// What is wrong with the answer, in words; none if nothing is.
  static List<String> problems(String text, Schema.Struct shape, Codec codec) {
    Map<?, ?> value;
    try {
      value = codec.decode(json(text), Map.class);
    } catch (Failure notJson) {
      return List.of("it is not a JSON object");
    }
    return shape.problems(value);
  }

  /// What the model is told then.
  static String reminder(List<String> problems) {
    return "Your answer is not in the form that was asked for: %s. Answer again, with the JSON object alone."
        .formatted(String.join("; ", problems));
  }
}
