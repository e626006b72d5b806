package dev.steward.web.mem0;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.Scope;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Fields;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Layer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Filters drawn at random select the same memories as a reading of the same JSON by brute force.
class FilterPropertyTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");
  private static final List<String> NAMES = List.of("ana", "bob", "eve");
  private static final List<String> COLOURS = List.of("red", "Red", "green", "greenish");

  private final Random random = new Random(20_261_102);

  @Test
  void filtersSelectWhatTheySay() {
    int met = 0;
    int tried = 0;
    for (int i = 0; i < 3_000; i++) {
      var json = filter(0);
      var filter = FilterReader.read(Dialect.PLATFORM, json);
      for (int j = 0; j < 10; j++) {
        var memory = memory();
        var expected = holds(json, memory);
        assertThat(filter.test(name -> Fields.of(memory, name)))
            .as("%s on %s", json, memory)
            .isEqualTo(expected);
        if (FilterReader.isScoped(filter) && expected) {
          assertThat(isFiled(memory)).as("%s reaches %s", json, memory).isTrue();
        }
        met += expected ? 1 : 0;
        tried++;
      }
    }
    // Neither always nor never, so that the comparison above says something.
    assertThat(met).isBetween(tried / 5, tried * 4 / 5);
  }

  private static boolean isFiled(Fact memory) {
    return !memory.scope().user().isEmpty()
        || !memory.labels().agent().isEmpty()
        || !memory.labels().run().isEmpty();
  }

  private Fact memory() {
    var metadata = new HashMap<String, Object>();
    maybe(() -> metadata.put("colour", any(COLOURS)));
    maybe(() -> metadata.put("cups", random.nextInt(5)));
    maybe(() -> metadata.put("mem0_categories", List.of(any(COLOURS), any(COLOURS))));
    return Fact.of(
            "f" + random.nextInt(3),
            new Scope("acme", nameOrNone(), ""),
            Layer.USER,
            Fact.Kind.FACT,
            "",
            "likes " + any(COLOURS),
            "",
            "ana",
            MAY.plus(random.nextInt(96), ChronoUnit.HOURS))
        .with(new Labels(nameOrNone(), "", nameOrNone(), metadata));
  }

  private String nameOrNone() {
    return random.nextInt(3) == 0 ? "" : any(NAMES);
  }

  private void maybe(Runnable then) {
    if (random.nextBoolean()) {
      then.run();
    }
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private ObjectNode filter(int depth) {
    var node = JSON.objectNode();
    int terms = 1 + (random.nextInt(4) == 0 ? 1 : 0);
    for (int i = 0; i < terms; i++) {
      if (depth < 4 && random.nextInt(5) < 3) {
        var key = any(List.of("AND", "OR", "NOT"));
        if (random.nextInt(4) == 0 && !key.equals("OR")) {
          node.set(key, filter(depth + 1));
        } else {
          var list = node.putArray(key);
          for (int j = random.nextInt(3); j >= 0; j--) {
            list.add(filter(depth + 1));
          }
        }
      } else {
        condition(node);
      }
    }
    return node;
  }

  private void condition(ObjectNode node) {
    switch (random.nextInt(7)) {
      case 0, 1 -> node.set(any(List.of("user_id", "agent_id", "run_id")), entity());
      case 2 -> node.set("created_at", time());
      case 3 -> node.set("categories", oneOf(() -> any(COLOURS), "eq", "ne", "in", "contains"));
      case 4 -> node.set("keywords", oneOf(() -> any(COLOURS), "contains", "icontains"));
      case 5 ->
          node.set(
              "metadata",
              JSON.objectNode()
                  .set("colour", oneOf(() -> any(COLOURS), "eq", "ne", "in", "icontains", "gt")));
      default -> node.set("metadata", JSON.objectNode().set("cups", number()));
    }
  }

  private JsonNode entity() {
    return switch (random.nextInt(4)) {
      case 0 -> JSON.textNode("*");
      case 1 -> JSON.nullNode();
      default -> oneOf(() -> any(NAMES), "eq", "ne", "in", "nin");
    };
  }

  private JsonNode oneOf(Supplier<String> value, String... operators) {
    var operator = operators[random.nextInt(operators.length)];
    if (operator.equals("in") || operator.equals("nin")) {
      return JSON.objectNode().set(operator, JSON.arrayNode().add(value.get()).add(value.get()));
    }
    return operator.equals("eq") && random.nextBoolean()
        ? JSON.textNode(value.get())
        : JSON.objectNode().put(operator, value.get());
  }

  private JsonNode time() {
    var at = MAY.plus(random.nextInt(96), ChronoUnit.HOURS);
    var written = random.nextBoolean() ? at.toString() : at.toString().substring(0, 10);
    return JSON.objectNode()
        .put(any(List.of("eq", "ne", "gt", "gte", "lt", "lte")), written)
        .put(any(List.of("gte", "lt")), MAY.plus(2, ChronoUnit.DAYS).toString());
  }

  private JsonNode number() {
    return random.nextBoolean()
        ? JSON.numberNode(random.nextInt(5))
        : JSON.objectNode()
            .put(any(List.of("eq", "ne", "gt", "gte", "lt", "lte")), random.nextInt(10) / 2.0);
  }

  // The reading by brute force, from the JSON itself.

  private static boolean holds(JsonNode filter, Fact memory) {
    return filter.properties().stream().allMatch(e -> holds(e.getKey(), e.getValue(), memory));
  }

  private static boolean holds(String key, JsonNode value, Fact memory) {
    var each = value.isArray() ? value.valueStream().toList() : List.of(value);
    return switch (key) {
      case "AND" -> each.stream().allMatch(one -> holds(one, memory));
      case "OR" -> each.stream().anyMatch(one -> holds(one, memory));
      case "NOT" -> each.stream().noneMatch(one -> holds(one, memory));
      case "metadata" -> {
        var name = value.fieldNames().next();
        yield compares(memory.labels().metadata().get(name), value.get(name));
      }
      case "categories" -> compares(memory.labels().metadata().get("mem0_categories"), value);
      case "keywords" -> compares(memory.text(), value);
      case "created_at" -> compares(memory.recordedAt(), value);
      case "user_id" -> compares(named(memory.scope().user()), value);
      case "agent_id" -> compares(named(memory.labels().agent()), value);
      default -> compares(named(memory.labels().run()), value);
    };
  }

  private static @Nullable String named(String name) {
    return name.isEmpty() ? null : name;
  }

  private static boolean compares(@Nullable Object found, JsonNode asked) {
    if (asked.isNull()) {
      return found == null;
    }
    if (asked.isObject()) {
      return asked.properties().stream().allMatch(e -> compares(found, e.getKey(), e.getValue()));
    }
    return asked.isTextual() && asked.textValue().equals("*")
        ? found != null
        : compares(found, "eq", asked);
  }

  private static boolean compares(@Nullable Object found, String operator, JsonNode value) {
    return switch (operator) {
      case "ne" -> !compares(found, "eq", value);
      case "nin" -> !compares(found, "in", value);
      case "in" -> value.valueStream().anyMatch(one -> compares(found, "eq", one));
      default ->
          switch (found) {
            case null -> false;
            case List<?> list ->
                list.stream().anyMatch(one -> compares((Object) one, operator, value));
            case Instant at -> time(at, operator, value.textValue());
            case String text -> value.isTextual() && text(text, operator, value.textValue());
            case Number number ->
                value.isNumber()
                    && ordered(Double.compare(number.doubleValue(), value.doubleValue()), operator);
            default -> throw new AssertionError(found);
          };
    };
  }

  private static boolean text(String found, String operator, String value) {
    return switch (operator) {
      case "contains" -> found.contains(value);
      case "icontains" -> found.toLowerCase(Locale.ROOT).contains(value.toLowerCase(Locale.ROOT));
      default -> ordered(found.compareTo(value), operator);
    };
  }

  private static boolean time(Instant found, String operator, String value) {
    var isDay = value.length() == 10;
    var start = Instant.parse(isDay ? value + "T00:00:00Z" : value);
    return operator.equals("eq") && isDay
        ? found.toString().startsWith(value)
        : ordered(found.compareTo(start), operator);
  }

  private static boolean ordered(int order, String operator) {
    return switch (operator) {
      case "eq" -> order == 0;
      case "gt" -> order > 0;
      case "gte" -> order >= 0;
      case "lt" -> order < 0;
      case "lte" -> order <= 0;
      default -> throw new AssertionError(operator);
    };
  }
}
