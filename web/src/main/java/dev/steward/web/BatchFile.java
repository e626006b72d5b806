package dev.steward.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.Failure;
import dev.steward.core.batch.Item;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The items of a batch in a file: handed in as CSV or as JSON lines, and their results.
public final class BatchFile {
  private BatchFile() {}

  /// How items stand in a file.
  public enum Format {
    /// RFC 4180, with the names of columns in the first row; read with commas, semicolons or tabs.
    CSV,
    /// One JSON object for each item.
    JSONL;

    /// The format that a file's name tells of.
    public static Optional<Format> of(String fileName) {
      var name = fileName.toLowerCase(Locale.ROOT);
      if (name.endsWith(".csv") || name.endsWith(".tsv") || name.endsWith(".txt")) {
        return Optional.of(CSV);
      }
      return name.endsWith(".jsonl") || name.endsWith(".ndjson")
          ? Optional.of(JSONL)
          : Optional.empty();
    }
  }

  /// Hands out items by row, some at a time.
  @FunctionalInterface
  public interface Pages {
    /// Those after the row `after`; none if there are no more.
    List<Item> after(int row);
  }

  /// The fields of each item, by column, in the order of the file.
  ///
  /// @param name the file's, for messages
  /// @throws Failure USER with the file and the line if there is something that can't be read, or
  ///   there is nothing
  public static List<Map<String, String>> read(InputStream in, Format format, String name) {
    try (var reader = new BufferedReader(Encoded.reader(in))) {
      var rows =
          switch (format) {
            case CSV -> new CsvRows(name).read(reader);
            case JSONL -> lines(reader, name);
          };
      if (rows.isEmpty()) {
        throw Failure.user(name + " has no rows; there is nothing to do");
      }
      return rows;
    } catch (CharacterCodingException e) {
      throw Failure.user(name + " is not valid UTF-8; save it as UTF-8 (in Excel: \"CSV UTF-8\")");
    } catch (IOException e) {
      throw Failure.external(name + " could not be read to its end", e);
    }
  }

  private static List<Map<String, String>> lines(BufferedReader reader, String name)
      throws IOException {
    var rows = new ArrayList<Map<String, String>>();
    int number = 0;
    for (var line = reader.readLine(); line != null; line = reader.readLine()) {
      number++;
      if (!line.isBlank()) {
        rows.add(row(line, "%s, line %d".formatted(name, number)));
      }
    }
    return rows;
  }

  private static Map<String, String> row(String line, String where) throws IOException {
    try {
      if (Json.read(line, JsonNode.class) instanceof ObjectNode object) {
        return row(object, where);
      }
      throw Failure.user(where + " is no JSON object; write one {…} on each line");
    } catch (JsonProcessingException e) {
      throw Failure.user(Json.reason(where, e));
    }
  }

  /// The fields of one item: texts, numbers, true and false; null is empty.
  ///
  /// @throws Failure USER if one is a list or an object
  static Map<String, String> row(ObjectNode object, String where) {
    var fields = new LinkedHashMap<String, String>();
    for (var field : object.properties()) {
      var value = field.getValue();
      if (value.isContainerNode()) {
        throw Failure.user(
            "%s: '%s' is %s; a field is a text, a number, true or false"
                .formatted(where, field.getKey(), value.isArray() ? "a list" : "an object"));
      }
      fields.put(field.getKey(), clean(value.isNull() ? "" : value.asText(), where));
    }
    if (fields.isEmpty()) {
      throw Failure.user(where + " has no fields");
    }
    return fields;
  }

  /// The text, if it can be stored and written again.
  static String clean(String text, String where) {
    try {
      return Fields.clean("a field", text);
    } catch (Refusal e) {
      throw Failure.user("%s: %s".formatted(where, e.getMessage()));
    }
  }

  /// Writes items with their results, in the order of their rows.
  public static void write(OutputStream out, Format format, Pages pages) throws IOException {
    switch (format) {
      case CSV -> CsvRows.write(out, pages);
      case JSONL -> {
        for (var page = pages.after(0); !page.isEmpty(); page = pages.after(page.getLast().row())) {
          for (var item : page) {
            out.write(
                (Json.write(WireBatch.WireItem.of(item)) + "\n").getBytes(StandardCharsets.UTF_8));
          }
        }
      }
    }
  }
}
