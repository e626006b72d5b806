package dev.steward.core.cost;

import java.time.Instant;

/// One paid call.
///
/// @param key the step's key: the same call booked twice is booked once
/// @param turn the turn it was made for
/// @param kind the fine-grained task kind
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
    Money cost,
    String rawUsage,
    Instant startedAt,
    Instant completedAt) {}
