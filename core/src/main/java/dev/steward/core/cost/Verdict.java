package dev.steward.core.cost;

/// Whether money could be set aside.
public sealed interface Verdict {

  /// It is set aside.
  ///
  /// @param reserved the call under the key that it was given: its own, or with a number behind it
  ///   if that was taken, so that two calls of one step are two calls in the ledger
  record Granted(LedgerEntry reserved) implements Verdict {}

  /// Nothing was set aside.
  ///
  /// @param limit the first one that does not allow it
  record Refused(Limit limit, Balance balance) implements Verdict {}
}
