package dev.steward.core.cost;

import java.util.List;

/// What became of a booking.
///
/// @param isNew false if the tenant had the key already, and nothing was booked
/// @param balances how the accounts that it counts in, and that money was set aside in before,
///   stand after it
public record Booking(boolean isNew, List<Balance> balances) {
  public Booking {
    balances = List.copyOf(balances);
  }
}
