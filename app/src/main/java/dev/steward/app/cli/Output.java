package dev.steward.app.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// Where a command's words go: results to the standard output, everything else to the standard
/// error.
final class Output {
  private static final String GAP = "  ";

  private final PrintStream out;
  private final PrintStream err;
  private final Style style;
  private final boolean isTerminal;

  Output(Surroundings surroundings) {
    this.out = surroundings.out();
    this.err = surroundings.err();
    this.style = Style.of(surroundings);
    this.isTerminal = surroundings.outputIsTerminal();
  }

  Style style() {
    return style;
  }

  boolean isTerminal() {
    return isTerminal;
  }

  void line(String text) {
    out.println(text);
  }

  /// A piece of a line, shown at once.
  void piece(String text) {
    out.print(text);
    out.flush();
  }

  /// Something that is not the result.
  void note(String text) {
    err.println(text);
  }

  PrintStream errors() {
    return err;
  }

  /// A value as JSON: readable on a terminal, one line elsewhere.
  void json(Object value) {
    line(JsonText.of(value, isTerminal));
  }

  /// Rows in columns, as wide as their widest cell; the last one as it comes. The first row heads
  /// them.
  void table(List<List<String>> rows) {
    var widths = new ArrayList<Integer>();
    for (var row : rows) {
      for (int i = 0; i < row.size(); i++) {
        if (i == widths.size()) {
          widths.add(0);
        }
        widths.set(i, Math.max(widths.get(i), width(row.get(i))));
      }
    }
    for (int r = 0; r < rows.size(); r++) {
      var line = aligned(rows.get(r), widths);
      line(r == 0 ? style.dim(line) : line);
    }
  }

  private static String aligned(List<String> row, List<Integer> widths) {
    var line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      var cell = row.get(i);
      line.append(cell);
      if (i < row.size() - 1) {
        line.repeat(' ', widths.get(i) - width(cell)).append(GAP);
      }
    }
    return line.toString().stripTrailing();
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
