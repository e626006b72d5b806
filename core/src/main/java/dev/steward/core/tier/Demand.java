package dev.steward.core.tier;

import dev.steward.core.cost.Usage;

/// What a kind of task asks of the models that do it.
///
/// @param floor the share of tasks that must surely pass their check, from [#LOWEST] to [#HIGHEST]
/// @param highStake whether a mistake costs so much that nothing is tried out on such tasks
/// @param usual the tokens that one task takes, as long as no calls for such tasks are known
public record Demand(double floor, boolean highStake, Usage usual) {
  public static final double LOWEST = 0.5;
  public static final double HIGHEST = 0.99;

  public Demand {
    if (floor < LOWEST || floor > HIGHEST) {
      throw new IllegalArgumentException("a floor lies from 0.5 to 0.99, and not at " + floor);
    }
  }
}
