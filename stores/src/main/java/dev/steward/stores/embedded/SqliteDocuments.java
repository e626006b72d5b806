package dev.steward.stores.embedded;

import dev.steward.core.document.Documents;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The documents' rows.
final class SqliteDocuments implements Documents {
  private final Database database;

  SqliteDocuments(Database database) {
    this.database = database;
  }

  private record Kept(String id, String body) {}

  @Override
  public Optional<String> read(String tenant, String kind, String id) {
    return database.read(
        "read the document " + id,
        rows ->
            rows.first(
                row -> row.getString(1),
                "SELECT body FROM documents WHERE tenant = ? AND kind = ? AND id = ?",
                tenant,
                kind,
                id));
  }

  @Override
  public Map<String, String> all(String tenant, String kind) {
    var all = new LinkedHashMap<String, String>();
    database
        .read(
            "list the documents of " + kind,
            rows ->
                rows.list(
                    row -> new Kept(row.getString(1), row.getString(2)),
                    "SELECT id, body FROM documents WHERE tenant = ? AND kind = ? ORDER BY seq",
                    tenant,
                    kind))
        .forEach(kept -> all.put(kept.id(), kept.body()));
    return all;
  }

  @Override
  public void write(String tenant, String kind, String id, String text) {
    database.write(
        "keep the document " + id,
        rows ->
            rows.update(
                """
                INSERT INTO documents (tenant, kind, id, body) VALUES (?, ?, ?, ?)
                ON CONFLICT (tenant, kind, id) DO UPDATE SET body = excluded.body
                """,
                tenant,
                kind,
                id,
                text));
  }

  @Override
  public boolean delete(String tenant, String kind, String id) {
    return database.write(
            "delete the document " + id,
            rows -> {
              var gone =
                  rows.update(
                      "DELETE FROM documents WHERE tenant = ? AND kind = ? AND id = ?",
                      tenant,
                      kind,
                      id);
              if (gone > 0) {
                rows.erased();
              }
              return gone;
            })
        > 0;
  }
}
