package dev.steward.core.memory.extract;

import dev.steward.core.Failure;
import dev.steward.core.model.Completion;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a model answered, as rows of a table of facts. Words around the JSON are passed over;
/// anything else that is wrong is refused as a whole.
final class Answered {
  private static final int MOST = 200;
  private static final int LONGEST = 400_000;

  private Answered() {}

  /// One fact as the model gave it; what it didn't give is empty.
  record Row(Map<String, Object> fields) {
    String text(String name) {
      return fields.get(name) instanceof String text ? text.strip() : "";
    }

    List<Integer> numbers(String name) {
      var numbers = new ArrayList<Integer>();
      if (fields.get(name) instanceof List<?> list) {
        for (var element : list) {
          whole(element).ifPresent(numbers::add);
        }
      } else {
        whole(fields.get(name)).ifPresent(numbers::add);
      }
      return numbers;
    }

    List<String> texts(String name) {
      return fields.get(name) instanceof List<?> list
          ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
          : List.of();
    }

    private static Optional<Integer> whole(@Nullable Object value) {
      if (!(value instanceof BigDecimal number)
          || number.abs().compareTo(BigDecimal.valueOf(1_000_000)) > 0
          || number.stripTrailingZeros().scale() > 0) {
        return Optional.empty();
      }
      return Optional.of(number.intValue());
    }
  }

  /// The rows of an answer.
  ///
  /// @throws Failure EXTERNAL if it is none
  static List<Row> rows(Completion completion) {
    switch (completion.stop()) {
      case REFUSED -> throw unusable(completion, "it refused");
      case LENGTH -> throw unusable(completion, "its answer was cut off; allow it more tokens");
      case END, TOOLS -> {}
    }
    var text = completion.text().strip();
    if (text.isEmpty()) {
      throw unusable(completion, "its answer was empty");
    }
    if (text.length() > LONGEST) {
      throw unusable(completion, "its answer was absurdly long");
    }
    var read = Json.whole(text);
    var value = read.value().or(() -> only(text));
    if (value.isEmpty()) {
      throw unusable(completion, "its answer was not JSON: " + read.problem());
    }
    return rows(completion, value.get());
  }

  private static List<Row> rows(Completion completion, Object value) {
    if (!(value instanceof Map<?, ?> object) || !(object.get("facts") instanceof List<?> facts)) {
      throw unusable(completion, "its answer had no list of facts");
    }
    if (facts.size() > MOST) {
      throw unusable(
          completion, "it gave %d facts, more than anybody says".formatted(facts.size()));
    }
    var rows = new ArrayList<Row>();
    for (var fact : facts) {
      if (!(fact instanceof Map<?, ?> fields)) {
        throw unusable(completion, "one of its facts was no object");
      }
      var row = new LinkedHashMap<String, Object>();
      fields.forEach((name, field) -> row.put(String.valueOf(name), field));
      rows.add(new Row(row));
    }
    return List.copyOf(rows);
  }

  /// The one JSON object in a text that has words around it; nothing if there are several that hold
  /// facts, since it can't be known which is meant.
  private static Optional<Object> only(String text) {
    var found = new ArrayList<Object>();
    int at = text.indexOf('{');
    while (at >= 0 && found.size() < 2) {
      int end = Json.end(text, at);
      if (end > 0) {
        Json.whole(text.substring(at, end))
            .value()
            .filter(value -> value instanceof Map<?, ?> map && map.containsKey("facts"))
            .ifPresent(found::add);
      }
      at = text.indexOf('{', end > 0 ? end : at + 1);
    }
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  private static Failure unusable(Completion completion, String why) {
    return Failure.external(
        "The model %s could not extract facts: %s; it is tried again, or see `steward memory stats`"
            .formatted(completion.model(), why),
        null);
  }
}
