package dev.steward.app.cli;

import dev.steward.core.cost.Bill;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.PriceTable;

/// A booked call and what the price table says of it now.
///
/// @param repriced empty of lines if it has no price any more
record Repriced(LedgerEntry call, Bill repriced) {
  static Repriced of(LedgerEntry entry, PriceTable prices) {
    return new Repriced(entry, prices.settle(entry.call()));
  }

  boolean isUnpriced() {
    return repriced.lines().isEmpty()
        && repriced.notes().stream().anyMatch(note -> note.kind() == Bill.Note.Kind.UNPRICED);
  }

  boolean isSame() {
    return !isUnpriced() && repriced.total().equals(call.cost());
  }

  Money now() {
    return repriced.total();
  }
}
