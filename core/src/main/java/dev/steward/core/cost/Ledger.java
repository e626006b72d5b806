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

  /// The entry of that key, or those of the turn of that id, in the same order; none if there is
  /// neither.
  List<LedgerEntry> find(String tenant, String id);
}
