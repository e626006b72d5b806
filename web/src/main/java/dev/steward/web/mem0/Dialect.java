package dev.steward.web.mem0;

import dev.steward.core.memory.Fields;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Which fields the filters of an API have.
enum Dialect {
  /// The hosted platform's: a fixed list; free data stands under `metadata`.
  PLATFORM {
    @Override
    Column column(String field) {
      if (field.equals("metadata")) {
        throw Conditions.wrong("'metadata' takes an object such as {\"colour\": \"red\"}");
      }
      var column = FIELDS.get(field);
      if (column == null) {
        throw Conditions.wrong(
            "There is no field '%s' in filters; there are: AND, OR, NOT, metadata, %s"
                .formatted(Conditions.shown(field), String.join(", ", FIELDS.keySet())));
      }
      return column;
    }
  },
  /// The self-hosted server's: what is no field of a memory is a key of its metadata.
  SERVER {
    @Override
    Column column(String field) {
      return switch (field) {
        case "user_id",
            "agent_id",
            "app_id",
            "run_id",
            "created_at",
            "updated_at",
            "expiration_date",
            "memory_ids" ->
            PLATFORM.column(field);
        case "actor_id" -> new Column.Plain("actor_id", "author");
        case "data" -> new Column.Plain("data", "text");
        default -> metadata(field);
      };
    }
  };

  /// Whom a memory can be filed under.
  static final List<String> ENTITIES = List.of("user_id", "agent_id", "app_id", "run_id");

  /// Of fields that Steward's memory doesn't index; [LateFields] knows them.
  static final String UPDATED_AT = "updated_at";

  static final String TIMESTAMP = "timestamp";

  private static final Map<String, Column> FIELDS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("user_id", new Column.Name("user_id")),
              Map.entry("agent_id", new Column.Name("agent_id")),
              Map.entry("app_id", new Column.Name("app_id")),
              Map.entry("run_id", new Column.Name("run_id")),
              Map.entry("created_at", new Column.Time("created_at", "created_at")),
              Map.entry("updated_at", new Column.Time("updated_at", UPDATED_AT)),
              Map.entry("timestamp", new Column.Time("timestamp", TIMESTAMP)),
              Map.entry("expiration_date", new Column.LastDay("expiration_date", "expires_at")),
              Map.entry("text", new Column.Plain("text", "text")),
              Map.entry("keywords", new Column.Words("keywords")),
              Map.entry("keywords_search", new Column.Words("keywords_search")),
              Map.entry("memory_ids", new Column.Plain("memory_ids", "id")),
              Map.entry(
                  "categories",
                  new Column.Plain("categories", Fields.METADATA + Reserved.CATEGORIES))));

  /// The field of that name.
  ///
  /// @throws dev.steward.web.Refusal 400 if there is none
  abstract Column column(String field);

  /// A key of the metadata.
  static Column metadata(String key) {
    return new Column.Plain(key, Fields.METADATA + key);
  }
}
