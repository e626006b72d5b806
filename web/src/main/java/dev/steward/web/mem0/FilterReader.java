package dev.steward.web.mem0;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.core.memory.Filter;
import dev.steward.core.memory.Filter.And;
import dev.steward.core.memory.Filter.Eq;
import dev.steward.core.memory.Filter.In;
import dev.steward.core.memory.Filter.Not;
import dev.steward.core.memory.Filter.Or;
import dev.steward.web.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the filters of Mem0's APIs: one tree in which `AND`, `OR` and `NOT` may stand at any
/// depth, beside or within each other. What stands side by side must all hold, also twice on one
/// field.
final class FilterReader {
  /// How deep `AND`, `OR` and `NOT` may nest, and how many conditions there may be.
  static final int DEEPEST = 20;

  static final int MOST = 500;

  private final Dialect dialect;
  private int conditions;

  private FilterReader(Dialect dialect) {
    this.dialect = dialect;
  }

  /// Reads a filter; what is missing or null is met by everything.
  ///
  /// @throws dev.steward.web.Refusal 400 that names what is not understood
  static Filter read(Dialect dialect, @Nullable JsonNode node) {
    if (node == null || node.isNull() || (node.isObject() && node.isEmpty())) {
      return Filter.all();
    }
    return new FilterReader(dialect).group(node, 1);
  }

  /// Reads a filter that must say whose memories are meant.
  ///
  /// @throws dev.steward.web.Refusal 400 if it doesn't, so that it would reach those of anybody
  static Filter readScoped(Dialect dialect, @Nullable JsonNode node) {
    var filter = read(dialect, node);
    checkScoped(filter);
    return filter;
  }

  /// Checks that a filter says whose memories are meant.
  static void checkScoped(Filter filter) {
    if (!isScoped(filter)) {
      throw Conditions.wrong(
          "The filters don't say whose memories are meant: name a user_id, agent_id, app_id or"
              + " run_id in every alternative. '*', NOT and ne name nobody");
    }
  }

  /// Whether everything that meets the filter belongs to a user, agent, app or run that it names.
  static boolean isScoped(Filter filter) {
    return switch (filter) {
      case Eq(var field, var _) -> Dialect.ENTITIES.contains(field);
      case In(var field, var _) -> Dialect.ENTITIES.contains(field);
      case And(var of) -> of.stream().anyMatch(FilterReader::isScoped);
      case Or(var of) -> !of.isEmpty() && of.stream().allMatch(FilterReader::isScoped);
      case Not _, Filter.Present _, Filter.Compare _, Filter.Contains _ -> false;
    };
  }

  private Filter group(JsonNode node, int depth) {
    if (depth > DEEPEST) {
      throw Conditions.wrong("The filters nest deeper than %d levels".formatted(DEEPEST));
    }
    if (!node.isObject() || node.isEmpty()) {
      throw Conditions.wrong(
          "The filters must be objects such as {\"user_id\": \"ana\"}, and none of them empty");
    }
    var all = new ArrayList<Filter>();
    for (var entry : node.properties()) {
      all.add(term(entry.getKey(), entry.getValue(), depth));
    }
    return all.size() == 1 ? all.getFirst() : new And(all);
  }

  private Filter term(String key, JsonNode value, int depth) {
    return switch (key) {
      case "AND" -> new And(groups(key, value, depth));
      case "OR" -> new Or(groups(key, value, depth));
      case "NOT" -> new Not(new Or(groups(key, value, depth)));
      default -> condition(key, value);
    };
  }

  private List<Filter> groups(String key, JsonNode value, int depth) {
    if (value.isObject() && (value.size() == 1 || !key.equals("OR"))) {
      return List.of(group(value, depth + 1));
    }
    if (!value.isArray() || value.isEmpty()) {
      throw Conditions.wrong("'%s' takes a list of filters, which is not empty".formatted(key));
    }
    var groups = new ArrayList<Filter>();
    for (var each : value) {
      groups.add(group(each, depth + 1));
    }
    return groups;
  }

  private Filter condition(String field, JsonNode value) {
    if (Set.of("and", "or", "not").contains(field) || field.startsWith("$")) {
      throw Conditions.wrong(
          "There is no '%s' in filters; there are AND, OR and NOT"
              .formatted(Conditions.shown(field)));
    }
    return field.equals("metadata") && value.isObject()
        ? metadata(value)
        : counted(Conditions.on(field, dialect.column(field), value));
  }

  private Filter counted(Filter filter) {
    if (++conditions > MOST) {
      throw Conditions.wrong("The filters have more than %d conditions".formatted(MOST));
    }
    return filter;
  }

  /// `{"colour": "red"}`, `{"colour": {"ne": "red"}}` or `{"ne": {"colour": "red"}}`.
  private Filter metadata(JsonNode keys) {
    var all = new ArrayList<Filter>();
    for (var entry : keys.properties()) {
      var key = entry.getKey();
      var value = entry.getValue();
      if (value.isObject() && Set.of("eq", "ne", "contains", "icontains").contains(key)) {
        all.add(whole(Operator.of(key, "metadata"), value));
      } else {
        all.add(counted(Conditions.on(key, Dialect.metadata(key), value)));
      }
    }
    if (all.isEmpty()) {
      throw Conditions.wrong("The condition on 'metadata' is empty");
    }
    return all.size() == 1 ? all.getFirst() : new And(all);
  }

  private Filter whole(Operator operator, JsonNode keys) {
    var each = operator == Operator.NE ? Operator.EQ : operator;
    var all = new ArrayList<Filter>();
    for (var entry : keys.properties()) {
      var asked = Json.object().set(each.word(), entry.getValue());
      all.add(counted(Conditions.on(entry.getKey(), Dialect.metadata(entry.getKey()), asked)));
    }
    return operator == Operator.NE ? new Not(new And(all)) : new And(all);
  }
}
