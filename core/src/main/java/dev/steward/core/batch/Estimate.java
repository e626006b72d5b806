package dev.steward.core.batch;

import dev.steward.core.cost.Money;

/// What a batch is going to cost, as far as that can be known before.
///
/// @param items how many there are
/// @param model that would be called first; `local` if none can be
/// @param expected what is likely
/// @param most what it can't exceed, but for what tools come up with: every call that an item may
///   make, at the dearest prices of the next day
/// @param basis what `expected` rests on, in words
public record Estimate(int items, String model, Money expected, Money most, String basis) {}
