package dev.steward.core.batch;

import dev.steward.core.cost.Money;
import java.time.Duration;
import java.util.List;

/// What a batch is going to cost, as far as that can be known before.
///
/// @param items how many there are
/// @param model that would be called first; `local` if none can be
/// @param expected what is likely
/// @param most what it can't exceed, but for what tools come up with: every call that an item may
///   make, at the dearest prices of the next day
/// @param basis what `expected` rests on, in words
/// @param later what is likely if the model's provider may take its time; none if it can't
public record Estimate(
    int items, String model, Money expected, Money most, String basis, List<Later> later) {
  public Estimate {
    later = List.copyOf(later);
  }

  /// An estimate where no provider can take its time.
  public Estimate(int items, String model, Money expected, Money most, String basis) {
    this(items, model, expected, most, basis, List.of());
  }

  /// What is likely if a provider answers the first call of each item together with the others.
  ///
  /// @param provider as people know it
  /// @param window within which it does, or says that it won't
  public record Later(String provider, Duration window, Money expected) {}
}
