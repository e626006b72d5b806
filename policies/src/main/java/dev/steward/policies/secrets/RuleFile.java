package dev.steward.policies.secrets;

import com.google.re2j.PatternSyntaxException;
import dev.steward.core.Failure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The text form of [rules][Rule]; `secrets.rules` explains it at its beginning.
final class RuleFile {
  private static final Set<String> FIELDS =
      Set.of(
          "kind",
          "begins",
          "holds",
          "after",
          "label",
          "secret",
          "more",
          "near",
          "entropy",
          "is",
          "not",
          "not-after",
          "pause");
  private static final List<String> PLACES = List.of("begins", "holds", "after", "label");
  private static final Set<String> MARKS =
      Set.of("anywhere", "apart", "anycase", "whole", "mixed", "random");

  private RuleFile() {}

  /// The rules in `text`, in their order.
  ///
  /// @throws Failure INTERNAL if one is not written as it must be; the message names the line
  static List<Rule> parse(String text) {
    var rules = new ArrayList<Rule>();
    var fields = new LinkedHashMap<String, String>();
    var lines = text.lines().toList();
    for (int i = 0; i <= lines.size(); i++) {
      var line = i == lines.size() ? "" : lines.get(i).strip();
      try {
        if (line.isEmpty() && !fields.isEmpty()) {
          rules.add(rule(fields));
          fields.clear();
        } else if (!line.isEmpty() && !line.startsWith("#")) {
          read(line, fields);
        }
      } catch (IllegalArgumentException | PatternSyntaxException e) {
        throw Failure.internal(
            "Reading the rules for secrets failed at line %d: %s; correct it"
                .formatted(i + 1, e.getMessage()),
            e);
      }
    }
    return rules;
  }

  private static void read(String line, Map<String, String> fields) {
    if (line.startsWith("[") && line.endsWith("]")) {
      put(fields, "id", line.substring(1, line.length() - 1));
      return;
    }
    var parts = line.split(":\\s+", 2);
    if (parts.length < 2 || !FIELDS.contains(parts[0])) {
      throw new IllegalArgumentException("a rule has " + FIELDS + ", each before a colon");
    }
    put(fields, parts[0], parts[1]);
  }

  private static void put(Map<String, String> fields, String name, String value) {
    if (fields.putIfAbsent(name, value) != null) {
      throw new IllegalArgumentException("a rule has one `" + name + "`, after an empty line");
    }
  }

  private static Rule rule(Map<String, String> fields) {
    var marks = marks(fields);
    var where = PLACES.stream().filter(fields::containsKey).toList();
    if (where.size() != 1) {
      throw new IllegalArgumentException("a rule has one of " + PLACES);
    }
    var name = where.getFirst();
    var place = place(name, needed(fields, name), edge(marks));
    var anyCase = marks.contains("anycase") || place instanceof Place.Assigned;
    return new Rule(
        needed(fields, "id"),
        needed(fields, "kind"),
        List.of(needed(fields, name).replaceFirst(" at \\d+(\\.\\.\\d+)?$", "").split(" or ")),
        !anyCase,
        place,
        shape(needed(fields, "secret"), anyCase),
        Optional.ofNullable(fields.get("more")).map(Shape::new).stream().toList(),
        conditions(fields, marks),
        Integer.parseInt(fields.getOrDefault("pause", "0")));
  }

  private static Set<String> marks(Map<String, String> fields) {
    var marks = Set.copyOf(Arrays.asList(fields.getOrDefault("is", "").split("[, ]+")));
    if (!MARKS.containsAll(marks) && fields.containsKey("is")) {
      throw new IllegalArgumentException("a secret is " + MARKS);
    }
    return marks;
  }

  private static Edge edge(Set<String> marks) {
    if (marks.contains("anywhere")) {
      return Edge.ANY;
    }
    return marks.contains("apart") ? Edge.APART : Edge.WORD;
  }

  private static Place place(String name, String value, Edge edge) {
    return switch (name) {
      case "begins" -> new Place.Begins(edge);
      case "after" -> new Place.Follows(edge);
      case "label" -> new Place.Assigned();
      default -> {
        var distances = value.substring(value.lastIndexOf(" at ") + 4).split("\\.\\.", -1);
        yield new Place.Holds(
            Integer.parseInt(distances[0]),
            Integer.parseInt(distances[distances.length - 1]),
            edge);
      }
    };
  }

  private static Shape shape(String secret, boolean anyCase) {
    return new Shape(anyCase ? "(?i)" + secret : secret);
  }

  private static List<Condition> conditions(Map<String, String> fields, Set<String> marks) {
    var isWhole = marks.contains("whole") || fields.containsKey("label");
    return Stream.of(
            Optional.of(Condition.isWhole()).filter(condition -> isWhole),
            Optional.of(Condition.hasDigit()).filter(condition -> marks.contains("mixed")),
            Optional.of(Condition.looksRandom()).filter(condition -> marks.contains("random")),
            Optional.ofNullable(fields.get("entropy"))
                .map(Double::parseDouble)
                .map(Condition::hasEntropy),
            Optional.ofNullable(fields.get("near")).map(Condition::isNear),
            Optional.ofNullable(fields.get("not")).map(Condition::isNot),
            Optional.ofNullable(fields.get("not-after")).map(Condition::isNotAfter))
        .flatMap(Optional::stream)
        .toList();
  }

  private static String needed(Map<String, String> fields, String name) {
    return Optional.ofNullable(fields.get(name))
        .orElseThrow(() -> new IllegalArgumentException("a rule has a `" + name + "`"));
  }
}
