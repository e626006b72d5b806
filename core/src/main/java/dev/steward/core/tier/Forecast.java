package dev.steward.core.tier;

import dev.steward.core.cost.Usage;
import java.math.BigDecimal;

/// What a task is going to take.
///
/// @param calls of a model for one task, at least 1
/// @param perCall what each of them uses
/// @param basis where this comes from, in words
public record Forecast(BigDecimal calls, Usage perCall, String basis) {}
