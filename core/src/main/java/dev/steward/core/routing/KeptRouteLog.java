package dev.steward.core.routing;

import dev.steward.core.document.Documents;
import dev.steward.core.run.Codec;
import java.util.List;
import java.util.Set;

/// A log kept as documents.
public final class KeptRouteLog implements RouteLog {
  private static final String CORRECTIONS = "route-correction";
  private static final String SERVINGS = "route-serving";

  private final Documents documents;
  private final Codec codec;

  public KeptRouteLog(Documents documents, Codec codec) {
    this.documents = documents;
    this.codec = codec;
  }

  @Override
  public void add(Correction correction) {
    add(correction.tenant(), CORRECTIONS, correction.id(), correction);
  }

  @Override
  public List<Correction> corrections(String tenant) {
    return all(tenant, CORRECTIONS, Correction.class);
  }

  /// Servings are counted down first: should this end in between, they have learned from fewer than
  /// they might.
  @Override
  public void forget(String tenant, Set<String> corrections) {
    var all = corrections(tenant);
    for (var serving : servings(tenant)) {
      documents.write(
          tenant, SERVINGS, serving.id(), codec.encode(serving.without(corrections, all)));
    }
    corrections.forEach(id -> documents.delete(tenant, CORRECTIONS, id));
  }

  @Override
  public void add(String tenant, Serving serving) {
    add(tenant, SERVINGS, serving.id(), serving);
  }

  @Override
  public List<Serving> servings(String tenant) {
    return all(tenant, SERVINGS, Serving.class);
  }

  private void add(String tenant, String kind, String id, Object value) {
    if (documents.read(tenant, kind, id).isEmpty()) {
      documents.write(tenant, kind, id, codec.encode(value));
    }
  }

  private <T> List<T> all(String tenant, String kind, Class<T> type) {
    return documents.all(tenant, kind).values().stream()
        .map(text -> codec.decode(text, type))
        .toList();
  }
}
