package dev.steward.core.cost;

/// How an account stands.
///
/// @param spent what is booked
/// @param reserved what calls under way may cost at most
public record Balance(Account account, Money spent, Money reserved) {

  /// What counts against a limit.
  public Money committed() {
    return spent.plus(reserved);
  }

  public Balance spend(Money more) {
    return new Balance(account, spent.plus(more), reserved);
  }

  public Balance reserve(Money more) {
    return new Balance(account, spent, reserved.plus(more));
  }

  public Balance free(Money less) {
    return new Balance(account, spent, reserved.minus(less));
  }
}
