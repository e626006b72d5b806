package dev.steward.core.batch;

import dev.steward.core.cost.Money;

/// How many items of a batch stand where, and what they have cost together.
///
/// @param waiting not finished, those under way among them
public record Tally(int waiting, int done, int failed, int cancelled, Money cost) {
  public static final Tally NONE = new Tally(0, 0, 0, 0, Money.ZERO);

  /// With one item more.
  public Tally plus(Item.State state, Money cost) {
    var sum = this.cost.plus(cost);
    return switch (state) {
      case WAITING -> new Tally(waiting + 1, done, failed, cancelled, sum);
      case DONE -> new Tally(waiting, done + 1, failed, cancelled, sum);
      case FAILED -> new Tally(waiting, done, failed + 1, cancelled, sum);
      case CANCELLED -> new Tally(waiting, done, failed, cancelled + 1, sum);
    };
  }
}
