package dev.steward.web;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import dev.steward.core.Failure;
import dev.steward.core.batch.Item;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Items as CSV.
final class CsvRows {
  private static final String SEPARATORS = ",;\t";
  private static final Pattern LINE = Pattern.compile("starting at line (\\d+)");
  private static final int LONGEST_HEADER = 1 << 16;

  private final String name;
  private long line = 1;

  /// @param name the file's, for messages
  CsvRows(String name) {
    this.name = name;
  }

  List<Map<String, String>> read(BufferedReader reader) throws IOException {
    var rows = new ArrayList<Map<String, String>>();
    List<String> columns = List.of();
    try (var records =
        CsvReader.builder()
            .fieldSeparator(separator(reader))
            .allowUnclosedQuote(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(reader)) {
      for (var each : records) {
        line = each.getStartingLineNumber();
        if (columns.isEmpty()) {
          columns = columns(each);
        } else {
          rows.add(row(columns, each));
        }
      }
    } catch (CsvParseException e) {
      throw broken(e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (columns.isEmpty()) {
      throw Failure.user(name + " is empty; its first row must name the columns");
    }
    return rows;
  }

  /// What the first line is most likely separated by.
  private static char separator(BufferedReader reader) throws IOException {
    reader.mark(LONGEST_HEADER);
    var counts = new int[SEPARATORS.length()];
    boolean quoted = false;
    for (int i = 1, c = reader.read();
        i < LONGEST_HEADER && c >= 0 && (quoted || (c != '\n' && c != '\r'));
        i++, c = reader.read()) {
      quoted ^= c == '"';
      int known = quoted ? -1 : SEPARATORS.indexOf(c);
      if (known >= 0) {
        counts[known]++;
      }
    }
    reader.reset();
    int most = 0;
    for (int i = 1; i < counts.length; i++) {
      most = counts[i] > counts[most] ? i : most;
    }
    return SEPARATORS.charAt(most);
  }

  private List<String> columns(CsvRecord header) {
    var columns = new LinkedHashSet<String>();
    for (var field : header.getFields()) {
      var column = BatchFile.clean(field.strip(), where());
      if (column.isEmpty()) {
        throw Failure.user("%s: column %d has no name".formatted(where(), columns.size() + 1));
      }
      if (!columns.add(column)) {
        throw Failure.user("%s: there are two columns '%s'".formatted(where(), column));
      }
    }
    return List.copyOf(columns);
  }

  private Map<String, String> row(List<String> columns, CsvRecord each) {
    if (each.getFieldCount() != columns.size()) {
      throw Failure.user(
          "%s has %d fields and not %d, as the first row says; is a quote or a comma missing?"
              .formatted(where(), each.getFieldCount(), columns.size()));
    }
    var row = new LinkedHashMap<String, String>();
    for (int i = 0; i < columns.size(); i++) {
      row.put(columns.get(i), BatchFile.clean(each.getField(i), where()));
    }
    return row;
  }

  private String where() {
    return "%s, line %d".formatted(name, line);
  }

  private RuntimeException broken(CsvParseException e) throws IOException {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CharacterCodingException coding) {
        throw coding;
      }
      if (cause instanceof IOException io) {
        throw io;
      }
    }
    // The library names the line on which the row begins.
    var said = String.valueOf(e.getMessage());
    var place = LINE.matcher(said);
    line = place.find() ? Long.parseLong(place.group(1)) : line;
    var why =
        said.contains("losed quoted") || said.contains("closing quote")
            ? "a quoted field is not closed, or goes on after its closing quote"
            : "the row can't be read; is it longer than 16 million characters?";
    return Failure.user("%s: %s".formatted(where(), why));
  }

  /// The columns of the input, between those that say which item it is and what it came to.
  static void write(OutputStream out, BatchFile.Pages pages) throws IOException {
    var columns = new LinkedHashSet<String>();
    forEach(pages, item -> columns.addAll(item.fields().keySet()));
    var header = new ArrayList<String>();
    header.add(own("row", columns));
    header.addAll(columns);
    for (var own : List.of("status", "result", "agent", "model", "cost")) {
      header.add(own(own, columns));
    }
    // Not closed, which would close the stream that is not ours.
    var writer = CsvWriter.builder().build(out, StandardCharsets.UTF_8);
    writer.writeRecord(header);
    forEach(pages, item -> writer.writeRecord(record(item, columns)));
    writer.flush();
  }

  private static List<String> record(Item item, Set<String> columns) {
    var fields = new ArrayList<String>();
    fields.add(Integer.toString(item.row()));
    columns.forEach(column -> fields.add(item.fields().getOrDefault(column, "")));
    fields.add(Wire.word(item.state()));
    fields.addAll(List.of(item.result(), item.agent(), item.model()));
    fields.add(item.cost().dollars().toPlainString());
    return fields;
  }

  private static void forEach(BatchFile.Pages pages, Consumer<Item> each) {
    for (var page = pages.after(0); !page.isEmpty(); page = pages.after(page.getLast().row())) {
      page.forEach(each);
    }
  }

  /// A name for a column of ours that none of theirs has.
  private static String own(String name, Set<String> theirs) {
    var free = name;
    while (theirs.contains(free)) {
      free = "batch_" + free;
    }
    return free;
  }
}
