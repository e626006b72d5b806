package dev.steward.app.settings;

import dev.steward.core.Failure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The mistakes found in one file, each with its place.
final class Mistakes {
  private static final int MOST_SHOWN = 50;

  private final String file;
  private final List<Mistake> found = new ArrayList<>();

  Mistakes(String file) {
    this.file = file;
  }

  /// A mistake; lines and columns count from 1, 0 where there is none to name.
  ///
  /// @param path where in the structure, as `team[2].model`; empty for the file itself
  private record Mistake(int line, int column, String path, String text) {}

  void add(int line, int column, String path, String text) {
    found.add(new Mistake(line, column, path, text));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /// Everything found, in the order of the file, one line each.
  Failure failure() {
    var lines =
        found.stream()
            .sorted(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column))
            .map(this::line)
            .distinct()
            .toList();
    if (lines.size() == 1) {
      return Failure.user(lines.getFirst());
    }
    var shown = String.join("\n", lines.subList(0, Math.min(lines.size(), MOST_SHOWN)));
    var more =
        lines.size() > MOST_SHOWN ? "\nand %d more".formatted(lines.size() - MOST_SHOWN) : "";
    return Failure.user(
        "%s has %d mistakes; correct them and try again:%n%s%s"
            .formatted(file, lines.size(), shown, more));
  }

  private String line(Mistake mistake) {
    var text = new StringBuilder(file);
    if (mistake.line() > 0) {
      text.append(':').append(mistake.line()).append(':').append(mistake.column());
    }
    text.append(": ");
    if (!mistake.path().isEmpty()) {
      text.append(mistake.path()).append(": ");
    }
    return text.append(mistake.text()).toString();
  }
}
