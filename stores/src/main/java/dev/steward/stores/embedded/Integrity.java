package dev.steward.stores.embedded;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a look at every page of the database came to.
///
/// @param schema the version of the schema
/// @param rows how many there are in each table; empty if they couldn't be read
/// @param problems what is not sound, in words
public record Integrity(boolean sound, int schema, Map<String, Long> rows, List<String> problems) {
  public Integrity {
    rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
    problems = List.copyOf(problems);
  }
}
