package dev.steward.testkit;

import java.util.ArrayList;
import java.util.List;

/// The state of the graphs that the contract of runs is tried with: what they came to, line by
/// line.
record Diary(List<String> lines) {
  static final Diary EMPTY = new Diary(List.of());

  Diary {
    lines = List.copyOf(lines);
  }

  Diary with(String line) {
    var more = new ArrayList<>(lines);
    more.add(line);
    return new Diary(more);
  }
}
