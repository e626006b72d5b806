package dev.steward.testkit.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// What people say first, and how they tell later that it changed.
///
/// @param phrasing how the change is told, before the values are filled in
record Changes(String phrasing, String before, String after) {

  /// Every phrasing of a file with every pair of values.
  static List<Changes> of(String file) {
    var changes = new ArrayList<Changes>();
    var pairs = new ArrayList<String[]>();
    var before = "";
    for (var line : lines(file)) {
      if (line.startsWith("= ")) {
        pairs.clear();
        for (var pair : line.substring(2).split(" / ", -1)) {
          pairs.add(halves(pair));
        }
      } else if (line.startsWith("- ")) {
        before = line.substring(2);
      } else if (line.startsWith("+ ")) {
        for (var pair : pairs) {
          changes.add(new Changes(line, filled(before, pair), filled(line.substring(2), pair)));
        }
      }
    }
    return List.copyOf(changes);
  }

  static long phrasings(List<Changes> changes) {
    return changes.stream().map(Changes::phrasing).distinct().count();
  }

  /// The two values of a pair: as many words each.
  private static String[] halves(String pair) {
    var words = pair.strip().split(" ", -1);
    var half = words.length / 2;
    return new String[] {
      String.join(" ", Stream.of(words).limit(half).toList()),
      String.join(" ", Stream.of(words).skip(half).toList())
    };
  }

  private static String filled(String template, String[] pair) {
    return template.replace("{a}", pair[0]).replace("{b}", pair[1]);
  }

  static List<String> lines(String file) {
    try (var in = Objects.requireNonNull(Changes.class.getResourceAsStream(file), file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
