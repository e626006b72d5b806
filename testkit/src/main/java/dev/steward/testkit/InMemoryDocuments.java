package dev.steward.testkit;

import dev.steward.core.document.Documents;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Documents that last as long as their process.
public final class InMemoryDocuments implements Documents {
  private record Shelf(String tenant, String kind) {}

  private final Map<Shelf, Map<String, String>> shelves = new LinkedHashMap<>();

  @Override
  public synchronized Optional<String> read(String tenant, String kind, String id) {
    return Optional.ofNullable(shelf(tenant, kind).get(id));
  }

  @Override
  public synchronized Map<String, String> all(String tenant, String kind) {
    return new LinkedHashMap<>(shelf(tenant, kind));
  }

  @Override
  public synchronized void write(String tenant, String kind, String id, String text) {
    shelf(tenant, kind).put(id, text);
  }

  @Override
  public synchronized boolean delete(String tenant, String kind, String id) {
    return shelf(tenant, kind).remove(id) != null;
  }

  private Map<String, String> shelf(String tenant, String kind) {
    return shelves.computeIfAbsent(new Shelf(tenant, kind), shelf -> new LinkedHashMap<>());
  }
}
