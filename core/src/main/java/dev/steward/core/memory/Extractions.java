package dev.steward.core.memory;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The durable queue of what waits to be extracted from messages.
public interface Extractions {
  Optional<Extraction> extraction(String tenant, String id);

  /// Of every tenant: extractions that are pending and due by `at`, or were running when this
  /// process was not yet there; the longest due first.
  List<Extraction> due(Instant at, int limit);

  /// The tenant's, newest first, created before the one named `before` (empty: from the newest).
  List<Extraction> extractions(
      String tenant, Set<Extraction.State> states, String before, int limit);

  /// How many the tenant has in each state; a state that none is in may be absent.
  Map<Extraction.State, Long> countExtractions(String tenant);
}
