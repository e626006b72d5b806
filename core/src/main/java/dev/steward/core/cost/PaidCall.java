package dev.steward.core.cost;

import java.time.Instant;

/// What a call's price depends on.
///
/// @param model as the price table names it
/// @param startedAt when it was sent
/// @param completedAt when its answer was there whole
public record PaidCall(
    String model, Usage usage, Terms terms, Instant startedAt, Instant completedAt) {

  PaidCall withUsage(Usage usage) {
    return new PaidCall(model, usage, terms, startedAt, completedAt);
  }

  PaidCall withTerms(Terms terms) {
    return new PaidCall(model, usage, terms, startedAt, completedAt);
  }

  /// As if it had been completed when it began.
  PaidCall begun() {
    return new PaidCall(model, usage, terms, startedAt, startedAt);
  }
}
