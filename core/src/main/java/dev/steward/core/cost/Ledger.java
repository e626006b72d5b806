package dev.steward.core.cost;

import java.time.Instant;
import java.util.List;

/// Keeps every paid call, and what is set aside for calls under way. Every write is durable when
/// the call returns; each is done whole or not at all, and one after the other, so that no two
/// callers are given the same money.
///
/// What an account has spent is the sum of the tenant's entries that it holds, also of those that
/// were booked before anybody asked for the account.
public interface Ledger {
  /// Sets aside what a call may cost at most, unless a limit does not allow it.
  ///
  /// @param worst the call as it is to be booked if nobody ever learns what it used
  /// @param limits of accounts that hold the call
  Verdict reserve(LedgerEntry worst, List<Limit> limits);

  /// Gives back what was set aside under a key: the call was not made, or is not paid for. Nothing
  /// happens if nothing was.
  void release(String tenant, String key);

  /// What is set aside, of all tenants, in the order in which it was. When a process begins, it is
  /// what its predecessor left.
  List<LedgerEntry> reserved();

  /// Books a call, and gives back what was set aside under its key. Nothing is booked if the tenant
  /// has its key already, so a retry is safe.
  Booking book(LedgerEntry entry);

  /// How an account stands.
  Balance balance(Account account);

  /// The accounts of a kind that money was ever set aside in under a limit, and that begin at
  /// `from`: those that have spent most first.
  List<Balance> balances(String tenant, Account.Whose whose, Instant from, int limit);

  /// Entries completed in `from` (inclusive) to `to` (exclusive), in the order of completion; those
  /// completed at once in the order of booking.
  ///
  /// @param user only this user's; empty: all of the tenant's
  List<LedgerEntry> entries(String tenant, String user, Instant from, Instant to);

  /// The tenant's entries that were completed last, the latest first.
  ///
  /// @param limit at most so many, 1 or more
  List<LedgerEntry> latest(String tenant, int limit);

  /// The entry of that key, or those of the turn of that id, in the same order; none if there is
  /// neither.
  List<LedgerEntry> find(String tenant, String id);
}
