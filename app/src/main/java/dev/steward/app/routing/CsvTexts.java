package dev.steward.app.routing;

import dev.steward.app.routing.LabelledFile.Part;
import dev.steward.core.Failure;
import dev.steward.core.routing.learned.Labelled;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Labelled texts in CSV: the columns `text` and `category` in any order, named by the first row,
/// or without one a text and its category in each row. With a column `split`, rows of `test` are
/// for the test, and all others to learn from.
public final class CsvTexts {
  private static final Set<String> CATEGORY =
      Set.of("category", "label", "intent", "kind", "class");
  private static final Set<String> TEXT = Set.of("text", "utterance", "query", "sentence");

  private CsvTexts() {}

  /// Where things stand in a row; -1 where they don't.
  private record Columns(int text, int category, int split, int count) {}

  static List<Labelled> read(Path file, String csv, Part part) {
    var rows = rows(file, csv);
    var named = named(rows);
    var columns = named == null ? new Columns(0, 1, -1, 2) : named;
    var found = new ArrayList<Labelled>();
    for (var row : named == null ? rows : rows.subList(1, rows.size())) {
      var where = "line " + row.line();
      if (row.cells().size() != columns.count()) {
        throw Failure.user(
            "%s, %s: there are %d cells where %d belong; put a text with a comma into quotation marks"
                .formatted(file, where, row.cells().size(), columns.count()));
      }
      if (columns.split() < 0
          || row.cells().get(columns.split()).equals("test") == (part == Part.TEST)) {
        found.add(
            LabelledFile.labelled(
                file, where, row.cells().get(columns.text()), row.cells().get(columns.category())));
      }
    }
    return found;
  }

  private static @Nullable Columns named(List<Row> rows) {
    if (rows.isEmpty()) {
      return null;
    }
    var names =
        rows.getFirst().cells().stream()
            .map(cell -> cell.strip().toLowerCase(Locale.ROOT))
            .toList();
    int text = first(names, TEXT);
    int category = first(names, CATEGORY);
    return text < 0 || category < 0
        ? null
        : new Columns(text, category, names.indexOf("split"), names.size());
  }

  private static int first(List<String> names, Set<String> wanted) {
    for (int i = 0; i < names.size(); i++) {
      if (wanted.contains(names.get(i))) {
        return i;
      }
    }
    return -1;
  }

  /// A row and the line that it begins on.
  public record Row(int line, List<String> cells) {
    public Row {
      cells = List.copyOf(cells);
    }
  }

  /// The rows of a CSV file as RFC 4180 describes it; blank lines are passed over.
  public static List<Row> rows(Path file, String csv) {
    return new Reader(file, csv).rows();
  }

  private static final class Reader {
    private final Path file;
    private final String csv;
    private int at;
    private int line = 1;

    Reader(Path file, String csv) {
      this.file = file;
      this.csv = csv;
    }

    List<Row> rows() {
      var rows = new ArrayList<Row>();
      while (at < csv.length()) {
        int began = line;
        var cells = row();
        if (cells.size() > 1 || !cells.getFirst().isBlank()) {
          rows.add(new Row(began, cells));
        }
      }
      return rows;
    }

    private List<String> row() {
      var cells = new ArrayList<String>();
      while (true) {
        cells.add(at < csv.length() && csv.charAt(at) == '"' ? quoted() : plain());
        if (at < csv.length() && csv.charAt(at) == ',') {
          at++;
        } else {
          endOfLine();
          return cells;
        }
      }
    }

    private String plain() {
      int from = at;
      while (at < csv.length() && ",\r\n".indexOf(csv.charAt(at)) < 0) {
        at++;
      }
      return csv.substring(from, at);
    }

    private String quoted() {
      int began = line;
      var cell = new StringBuilder();
      at++;
      while (true) {
        if (at >= csv.length()) {
          throw Failure.user(
              "%s, line %d: a quotation mark opens here and is never closed"
                  .formatted(file, began));
        }
        char c = csv.charAt(at++);
        if (c == '"') {
          if (at < csv.length() && csv.charAt(at) == '"') {
            at++;
          } else {
            return ended(cell, began);
          }
        }
        line += c == '\n' ? 1 : 0;
        cell.append(c);
      }
    }

    private String ended(StringBuilder cell, int began) {
      if (at < csv.length() && ",\r\n".indexOf(csv.charAt(at)) < 0) {
        throw Failure.user(
            "%s, line %d: after a closing quotation mark a comma or the end of the line belongs; write a quotation mark within a text twice"
                .formatted(file, began));
      }
      return cell.toString();
    }

    private void endOfLine() {
      if (at < csv.length() && csv.charAt(at) == '\r') {
        at++;
        line += at < csv.length() && csv.charAt(at) == '\n' ? 0 : 1;
      }
      if (at < csv.length() && csv.charAt(at) == '\n') {
        at++;
        line++;
      }
    }
  }
}
