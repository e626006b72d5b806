package dev.steward.core.cost;

import java.time.Instant;

/// One paid call.
///
/// @param key the step's key: the same call booked twice is booked once
/// @param turn the turn it was made for; empty if it was made for none
/// @param kind the fine-grained task kind
/// @param terms how it was served, as far as the provider said
/// @param rawUsage the provider's own usage report, verbatim; empty if it gave none
public record LedgerEntry(
    String key,
    String tenant,
    String user,
    String turn,
    String agent,
    String model,
    String kind,
    Usage usage,
    Terms terms,
    Bill bill,
    String rawUsage,
    Instant startedAt,
    Instant completedAt) {

  public Money cost() {
    return bill.total();
  }

  /// What it takes to bill the call again.
  public PaidCall call() {
    return new PaidCall(model, usage, terms, startedAt, completedAt);
  }
}
