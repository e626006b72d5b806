package dev.steward.core.cost;

import java.time.Instant;
import java.util.List;

/// Keeps every paid call. Every write is durable when the call returns.
public interface Ledger {
  /// Books a call. False, and nothing changed, if the tenant has its key already, so a retry is
  /// safe.
  boolean book(LedgerEntry entry);

  /// Entries completed in `from` (inclusive) to `to` (exclusive), in the order of completion; those
  /// completed at once in the order of booking.
  ///
  /// @param user only this user's; empty: all of the tenant's
  List<LedgerEntry> entries(String tenant, String user, Instant from, Instant to);
}
