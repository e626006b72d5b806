package dev.steward.core.cost;

import dev.steward.core.Principal;

/// How a budget stands.
///
/// @param fallback see [Budget]
public record Standing(Limit limit, Balance balance, String fallback) {

  /// How much of it is gone.
  public enum State {
    FINE,

    /// So much that it is worth a warning.
    LOW,

    /// Everything.
    SPENT
  }

  public State state() {
    if (balance.spent().compareTo(limit.stop()) >= 0) {
      return State.SPENT;
    }
    return limit.isLow(balance.spent()) ? State.LOW : State.FINE;
  }

  /// Whether it is somebody's business: a user's is that user's, every other one the owner's.
  public boolean isShownTo(Principal principal) {
    return principal.users().isEmpty()
        || (limit.account().whose() == Account.Whose.USER
            && principal.maySpeakFor(limit.account().who()));
  }

  /// What may yet be set aside; never negative.
  public Money left() {
    return limit.left(balance);
  }
}
