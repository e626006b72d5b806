package dev.steward.web.mem0;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.core.memory.Filter;
import dev.steward.core.memory.Filter.And;
import dev.steward.core.memory.Filter.Not;
import dev.steward.web.Fields;
import dev.steward.web.Refusal;
import java.util.ArrayList;
import java.util.List;

/// Conditions on one field of a filter.
final class Conditions {
  private static final int LONGEST_LIST = 1_000;

  private Conditions() {}

  /// What a field is asked to be: a value, a list of values, `*`, or operators with theirs.
  static Filter on(String field, Column column, JsonNode asked) {
    if (!asked.isObject()) {
      return bare(field, column, asked);
    }
    if (asked.isEmpty()) {
      throw wrong("The condition on '%s' is empty".formatted(shown(field)));
    }
    var all = new ArrayList<Filter>();
    for (var entry : asked.properties()) {
      all.add(
          entry.getKey().equals("*")
              ? column.present()
              : compared(field, column, Operator.of(entry.getKey(), field), entry.getValue()));
    }
    return all.size() == 1 ? all.getFirst() : new And(all);
  }

  private static Filter bare(String field, Column column, JsonNode asked) {
    return compared(field, column, asked.isArray() ? Operator.IN : Operator.EQ, asked);
  }

  private static Filter compared(String field, Column column, Operator operator, JsonNode value) {
    if (value.isNull()) {
      return switch (operator) {
        case EQ -> new Not(column.present());
        case NE -> column.present();
        default ->
            throw wrong("'%s' of '%s' needs a value".formatted(operator.word(), shown(field)));
      };
    }
    if (value.isObject()) {
      throw wrong(
          "'%s' is compared with an object, which it can't be; give a text, a number or a list"
              .formatted(shown(field)));
    }
    if (isWildcard(value) && operator == Operator.EQ) {
      return column.present();
    }
    if (isWildcard(value) && operator == Operator.NE) {
      return new Not(column.present());
    }
    return switch (operator) {
      case IN, NIN -> column.among(operator, list(field, operator, value));
      default -> {
        if (value.isArray()) {
          throw wrong(
              "'%s' of '%s' takes one value, not a list; use in or nin"
                  .formatted(operator.word(), shown(field)));
        }
        yield column.where(operator, value);
      }
    };
  }

  private static boolean isWildcard(JsonNode value) {
    return value.isTextual() && value.textValue().equals("*");
  }

  private static List<JsonNode> list(String field, Operator operator, JsonNode value) {
    if (!value.isArray()) {
      return List.of(value);
    }
    if (value.size() > LONGEST_LIST) {
      throw wrong(
          "'%s' of '%s' has %d values; %d are the most"
              .formatted(operator.word(), shown(field), value.size(), LONGEST_LIST));
    }
    var list = new ArrayList<JsonNode>();
    for (var each : value) {
      if (!each.isValueNode() || each.isNull()) {
        throw wrong(
            "'%s' of '%s' takes a list of texts or numbers"
                .formatted(operator.word(), shown(field)));
      }
      list.add(each);
    }
    return list;
  }

  /// A text, a number or a boolean.
  static Object scalar(String field, JsonNode value) {
    if (value.isTextual()) {
      return clean(field, value.textValue());
    }
    if (value.isNumber()) {
      return value.isIntegralNumber() && value.canConvertToLong()
          ? (Object) value.longValue()
          : value.decimalValue();
    }
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    throw wrong("'%s' must be compared with a text, a number or a boolean".formatted(shown(field)));
  }

  static String text(String field, Operator operator, JsonNode value) {
    if (!value.isTextual()) {
      throw wrong("'%s' of '%s' must be a text".formatted(operator.word(), shown(field)));
    }
    return clean(field, value.textValue());
  }

  static String clean(String field, String text) {
    try {
      return Fields.clean(shown(field), text);
    } catch (Refusal e) {
      throw wrong(e.text());
    }
  }

  static Refusal wrong(String message) {
    return new Refusal(400, "invalid_filter", "filters", message);
  }

  /// A name that a client sent, short enough to be said again.
  static String shown(String name) {
    return name.length() <= 80 ? name : name.substring(0, 80) + "…";
  }
}
