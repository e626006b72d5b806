package dev.steward.testkit;

import dev.steward.core.routing.Correction;
import dev.steward.core.routing.RouteLog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A route log that lasts as long as its process.
public final class InMemoryRouteLog implements RouteLog {
  private final Map<String, Map<String, Correction>> corrections = new LinkedHashMap<>();
  private final Map<String, Map<String, Serving>> servings = new LinkedHashMap<>();

  @Override
  public synchronized void add(Correction correction) {
    corrections
        .computeIfAbsent(correction.tenant(), tenant -> new LinkedHashMap<>())
        .putIfAbsent(correction.id(), correction);
  }

  @Override
  public synchronized List<Correction> corrections(String tenant) {
    return List.copyOf(corrections.getOrDefault(tenant, Map.of()).values());
  }

  @Override
  public synchronized void forget(String tenant, Set<String> forgotten) {
    var all = corrections(tenant);
    servings
        .getOrDefault(tenant, new LinkedHashMap<>())
        .replaceAll((id, serving) -> serving.without(forgotten, all));
    corrections.getOrDefault(tenant, new LinkedHashMap<>()).keySet().removeAll(forgotten);
  }

  @Override
  public synchronized void add(String tenant, Serving serving) {
    servings.computeIfAbsent(tenant, t -> new LinkedHashMap<>()).putIfAbsent(serving.id(), serving);
  }

  @Override
  public synchronized List<Serving> servings(String tenant) {
    return List.copyOf(servings.getOrDefault(tenant, Map.of()).values());
  }
}
