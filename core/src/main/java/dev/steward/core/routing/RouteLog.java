package dev.steward.core.routing;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/// What people corrected, and which classifier served when: lists that are only ever added to,
/// until something is forgotten. What it has taken is durable; what has an id that is there already
/// changes nothing. Tenants are apart.
public interface RouteLog {
  /// That a classifier began to serve.
  ///
  /// @param learned how many corrections it learned from: the oldest ones
  /// @param reason why, in words for people
  record Serving(String id, int learned, String reason, Instant at) {
    /// The same, after some of the corrections were forgotten.
    ///
    /// @param corrections as they were, oldest first
    public Serving without(Set<String> forgotten, List<Correction> corrections) {
      var left =
          corrections.stream()
              .limit(learned)
              .filter(correction -> !forgotten.contains(correction.id()))
              .count();
      return new Serving(id, (int) left, reason, at);
    }
  }

  void add(Correction correction);

  /// All corrections, oldest first.
  List<Correction> corrections(String tenant);

  /// Deletes these corrections for good; what is not there is passed over. Servings have learned
  /// from so many fewer.
  void forget(String tenant, Set<String> corrections);

  void add(String tenant, Serving serving);

  /// All servings, oldest first.
  List<Serving> servings(String tenant);
}
