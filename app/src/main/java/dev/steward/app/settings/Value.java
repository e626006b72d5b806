package dev.steward.app.settings;

import dev.steward.core.Nearest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// A value at its place in the file, or its absence there. Reading what is not as expected notes a
/// mistake and returns the fallback, so that one pass finds every mistake.
final class Value {
  private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}(\\.\\d{1,12})?");
  private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");
  private static final Set<String> YES = Set.of("true", "yes", "on");
  private static final Set<String> NO = Set.of("false", "no", "off");

  private final @Nullable Node node;
  private final Node name;
  private final String path;
  private final Mistakes mistakes;

  /// A value; `name` is where it is named, itself if it has no name.
  private Value(@Nullable Node node, Node name, String path, Mistakes mistakes) {
    this.node = isNull(node) ? null : node;
    this.name = name;
    this.path = path;
    this.mistakes = mistakes;
  }

  static Value root(Node node, Mistakes mistakes) {
    return new Value(node, node, "", mistakes);
  }

  private static boolean isNull(@Nullable Node node) {
    return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
  }

  boolean isPresent() {
    return node != null;
  }

  boolean isList() {
    return node instanceof SequenceNode;
  }

  boolean isMap() {
    return node instanceof MappingNode;
  }

  /// Notes a mistake at this place.
  void wrong(String text) {
    wrong(node instanceof ScalarNode scalar ? scalar : name, text);
  }

  private void wrong(Node place, String text) {
    var mark = place.getStartMark();
    mistakes.add(
        mark.map(Mark::getLine).orElse(-1) + 1,
        mark.map(Mark::getColumn).orElse(-1) + 1,
        path,
        text);
  }

  private void expected(String what) {
    wrong("expected %s, but this is %s".formatted(what, shown()));
  }

  /// What stands here, short, and hidden where it may be a secret.
  private String shown() {
    return switch (node) {
      case null -> "empty";
      case SequenceNode _ -> "a list";
      case MappingNode _ -> "a block of settings";
      case ScalarNode scalar -> quoted(scalar.getValue());
      default -> "something else";
    };
  }

  static String quoted(String text) {
    if (Secrets.isLikelyKey(text)) {
      return "something that looks like a key (not shown)";
    }
    var line = text.strip().replaceAll("\\s+", " ");
    return "'" + (line.length() > 60 ? line.substring(0, 60) + "…" : line) + "'";
  }

  /// The text here, or `fallback` if nothing is here.
  String text(String fallback) {
    return parsed(Optional.of(fallback), "a text", Optional::of);
  }

  /// The text here with the blanks around it, or nothing.
  String verbatim() {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    return text("");
  }

  /// The text here, which must be here.
  String text() {
    return parsed(Optional.empty(), "a text", Optional::of).strip();
  }

  /// What is written here if it is a text, else nothing.
  String word() {
    return node instanceof ScalarNode scalar ? scalar.getValue().strip() : "";
  }

  int whole(int fallback, int least, int most) {
    var expected = "a whole number from %d to %d".formatted(least, most);
    return Integer.parseInt(
        parsed(
            Optional.of(Integer.toString(fallback)),
            expected,
            text ->
                Optional.of(text)
                    .filter(digits -> WHOLE.matcher(digits).matches())
                    .filter(d -> Integer.parseInt(d) >= least && Integer.parseInt(d) <= most)));
  }

  /// An exact amount, or `fallback` if nothing is here.
  BigDecimal decimal(BigDecimal fallback) {
    return new BigDecimal(decimal(Optional.of(fallback.toPlainString())));
  }

  /// An exact amount, which must be here.
  BigDecimal decimal() {
    var text = decimal(Optional.empty());
    return text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text);
  }

  private String decimal(Optional<String> fallback) {
    return parsed(
        fallback,
        "an amount such as 0.15",
        text -> Optional.of(text).filter(amount -> DECIMAL.matcher(amount).matches()));
  }

  boolean flag(boolean fallback) {
    var text =
        parsed(
            Optional.of(Boolean.toString(fallback)),
            "true or false",
            word -> Optional.of(word).filter(w -> YES.contains(w) || NO.contains(w)));
    return YES.contains(text);
  }

  /// One of `known`, or `fallback` if nothing is here; a word that isn't known gets a hint.
  String choice(String fallback, Collection<String> known) {
    var word = text(fallback).strip();
    if (isPresent() && !word.isEmpty() && !known.contains(word)) {
      wrong(
          "%s is not known here; there are: %s%s"
              .formatted(quoted(word), String.join(", ", known), Nearest.hint(word, known)));
      return fallback;
    }
    return word;
  }

  /// What `parse` makes of the text here, or `fallback` if nothing is here.
  <T> T as(T fallback, String expected, Function<String, Optional<T>> parse) {
    if (node == null) {
      return fallback;
    }
    var parsed =
        node instanceof ScalarNode scalar
            ? parse.apply(scalar.getValue().strip())
            : Optional.<T>empty();
    if (parsed.isEmpty()) {
      expected(expected);
    }
    return parsed.orElse(fallback);
  }

  /// Without a fallback, absence is a mistake and comes back as an empty text.
  private String parsed(
      Optional<String> fallback, String expected, Function<String, Optional<String>> parse) {
    if (node == null && fallback.isEmpty()) {
      wrong("this is missing; expected " + expected);
    }
    return as(fallback.orElse(""), expected, parse);
  }

  /// The values of a list; a single text stands for a list of one.
  List<Value> items() {
    if (node instanceof ScalarNode) {
      return List.of(this);
    }
    if (!(node instanceof SequenceNode list)) {
      if (node != null) {
        expected("a list");
      }
      return List.of();
    }
    var items = new ArrayList<Value>();
    for (var item : list.getValue()) {
      items.add(new Value(item, item, path + "[" + items.size() + "]", mistakes));
    }
    return items;
  }

  /// Texts of a list, none of them empty.
  List<String> texts() {
    return items().stream().map(Value::text).filter(text -> !text.isEmpty()).toList();
  }

  /// What stands under each name of a block, in the order of the file. A name that stands there
  /// twice is a mistake.
  Map<String, Value> entries() {
    var entries = new LinkedHashMap<String, Value>();
    if (node == null) {
      return entries;
    }
    if (!(node instanceof MappingNode map)) {
      expected("a block of settings (name: value)");
      return entries;
    }
    for (var tuple : map.getValue()) {
      var key = tuple.getKeyNode();
      var name = key instanceof ScalarNode scalar ? scalar.getValue() : "";
      var under = path.isEmpty() ? name : path + "." + name;
      if (name.isBlank()) {
        new Value(key, key, path, mistakes).wrong("a setting's name must be a word");
      } else if (entries.put(name, new Value(tuple.getValueNode(), key, under, mistakes)) != null) {
        new Value(key, key, under, mistakes).wrong("this stands here twice; keep one");
      }
    }
    return entries;
  }

  /// A block with settings of known names; any other name is a mistake.
  Fields fields(String... names) {
    var known = List.of(names);
    var entries = entries();
    entries.forEach((name, value) -> {
      if (!known.contains(name)) {
        value.wrong(value.name, unknown(name, known));
      }
    });
    return new Fields(this, entries);
  }

  private static String unknown(String name, List<String> known) {
    if (Secrets.isKeyName(name) && known.contains("key_env")) {
      return "keys never stand in this file; put the key into an environment variable and name that"
          + " variable in 'key_env'";
    }
    return "there is no such setting; there are: %s%s"
        .formatted(String.join(", ", known), Nearest.hint(name, known));
  }

  /// Settings by name.
  record Fields(Value block, Map<String, Value> entries) {
    /// The value of that name, which may be absent.
    Value at(String name) {
      var value = entries.get(name);
      if (value != null) {
        return value;
      }
      var path = block.path.isEmpty() ? name : block.path + "." + name;
      return new Value(null, block.name, path, block.mistakes);
    }
  }
}
