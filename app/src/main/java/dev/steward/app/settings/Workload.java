package dev.steward.app.settings;

import dev.steward.core.cost.Usage;
import java.time.Instant;
import java.util.List;

/// Tasks that somebody may have done.
///
/// @param classification what telling the kind of one of them takes where a model does it
public record Workload(List<Load> loads, Usage classification) {
  public Workload {
    loads = List.copyOf(loads);
  }

  /// Tasks that are alike.
  ///
  /// @param count how many
  /// @param usage of each
  /// @param at when they are done
  public record Load(String kind, long count, Usage usage, Instant at) {}

  public long tasks() {
    return loads.stream().mapToLong(Load::count).sum();
  }
}
