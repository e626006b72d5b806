package dev.steward.core.routing;

import java.time.Instant;
import java.util.List;

/// What people corrected, and which classifier served when: lists that are only ever added to. What
/// it has taken is durable; what has an id that is there already changes nothing. Tenants are
/// apart.
public interface RouteLog {
  /// That a classifier began to serve.
  ///
  /// @param learned how many corrections it learned from: the oldest ones
  /// @param reason why, in words for people
  record Serving(String id, int learned, String reason, Instant at) {}

  void add(Correction correction);

  /// All corrections, oldest first.
  List<Correction> corrections(String tenant);

  void add(String tenant, Serving serving);

  /// All servings, oldest first.
  List<Serving> servings(String tenant);
}
