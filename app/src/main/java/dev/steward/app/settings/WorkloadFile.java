package dev.steward.app.settings;

import dev.steward.app.routing.CsvTexts;
import dev.steward.app.settings.Workload.Load;
import dev.steward.core.Failure;
import dev.steward.core.cost.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads [Workload]s from YAML, or from CSV whose first row names the same columns.
public final class WorkloadFile {
  private static final String REFERENCE = "reference-workload.yaml";
  private static final String[] COLUMNS = {"kind", "count", "input", "cache_read", "output", "at"};
  private static final int MOST = 999_999_999;
  private static final Usage CLASSIFICATION = new Usage(800, 0, 0, 0, 20, 0);

  private final List<String> kinds;
  private final Instant otherwise;

  /// @param kinds those there are
  /// @param otherwise when tasks are done of which nothing is said
  public WorkloadFile(List<String> kinds, Instant otherwise) {
    this.kinds = List.copyOf(kinds);
    this.otherwise = otherwise;
  }

  /// The workload that ships: 1,000 tasks.
  public Workload reference() {
    try (var resource = WorkloadFile.class.getResourceAsStream(REFERENCE)) {
      if (resource == null) {
        throw new IllegalStateException(REFERENCE + " is not on the class path");
      }
      return parse(new String(resource.readAllBytes(), StandardCharsets.UTF_8), REFERENCE);
    } catch (IOException e) {
      throw new UncheckedIOException(REFERENCE + " can't be read", e);
    }
  }

  /// The workload in a file.
  ///
  /// @throws Failure USER with every mistake and its place; or if there is no such file
  public Workload read(Path file) {
    var text = SettingsFile.text(file);
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".csv")
        ? parse(yaml(file, text), file.toString())
        : parse(text, file.toString());
  }

  /// The rows of a CSV file, each on a line of its own, so that a mistake is named with its line.
  private static String yaml(Path file, String csv) {
    var rows = CsvTexts.rows(file, csv);
    if (rows.isEmpty()) {
      return "";
    }
    var names = rows.getFirst().cells().stream().map(String::strip).toList();
    var lines = new ArrayList<String>();
    for (var row : rows.subList(1, rows.size())) {
      while (lines.size() < row.line() - 2) {
        lines.add("");
      }
      if (row.cells().size() != names.size()) {
        throw Failure.user(
            "%s, line %d: there are %d cells where %d belong"
                .formatted(file, row.line(), row.cells().size(), names.size()));
      }
      var fields = new LinkedHashMap<String, String>();
      for (int i = 0; i < names.size(); i++) {
        if (!row.cells().get(i).isBlank()) {
          fields.put(names.get(i), row.cells().get(i).strip());
        }
      }
      lines.add(" - " + flow(fields));
    }
    return "tasks:\n" + String.join("\n", lines) + "\n";
  }

  private static String flow(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> "'%s': '%s'".formatted(quoted(field.getKey()), quoted(field.getValue())))
        .collect(Collectors.joining(", ", "{ ", " }"));
  }

  private static String quoted(String text) {
    return text.replace("'", "''");
  }

  private Workload parse(String text, String name) {
    var mistakes = new Mistakes(name);
    var loads = new ArrayList<Load>();
    var classification = new ArrayList<Usage>();
    new Yaml(name, mistakes)
        .parse(text)
        .ifPresent(root -> {
          var fields = Value.root(root, mistakes).fields("tasks", "classification");
          fields.at("tasks").items().forEach(item -> loads.add(load(item)));
          classification.add(classification(fields.at("classification")));
        });
    if (loads.isEmpty() && mistakes.isEmpty()) {
      mistakes.add(0, 0, "", "there are no tasks here; write them under `tasks`");
    }
    if (!mistakes.isEmpty()) {
      throw mistakes.failure();
    }
    return new Workload(loads, classification.getFirst());
  }

  private Load load(Value value) {
    var fields = value.fields(COLUMNS);
    var kind = fields.at("kind");
    if (!kind.isPresent()) {
      kind.wrong("this is missing; expected one of %s".formatted(String.join(", ", kinds)));
    }
    return new Load(
        kind.choice("", kinds),
        fields.at("count").whole(1, 0, MOST),
        new Usage(
            number(fields, "input"),
            number(fields, "cache_read"),
            0,
            0,
            number(fields, "output"),
            0),
        fields.at("at").as(otherwise, "a time such as 2026-11-23T09:30Z", WorkloadFile::moment));
  }

  private static Usage classification(Value value) {
    var fields = value.fields("input", "output");
    return value.isPresent()
        ? new Usage(number(fields, "input"), 0, 0, 0, number(fields, "output"), 0)
        : CLASSIFICATION;
  }

  private static int number(Value.Fields fields, String name) {
    return fields.at(name).whole(0, 0, MOST);
  }

  private static Optional<Instant> moment(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }
}
