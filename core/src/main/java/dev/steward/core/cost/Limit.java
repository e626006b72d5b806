package dev.steward.core.cost;

/// What an account may come to.
///
/// @param budget the name of the budget that says so
/// @param alert what it is worth a warning to have spent
/// @param stop what spent and reserved money never exceed
public record Limit(String budget, Account account, Money alert, Money stop) {

  /// Whether `more` may be set aside beside what is spent and reserved.
  public boolean allows(Balance balance, Money more) {
    return balance.committed().plus(more).compareTo(stop) <= 0;
  }

  /// What may yet be set aside; never negative.
  public Money left(Balance balance) {
    var left = stop.minus(balance.committed());
    return left.compareTo(Money.ZERO) < 0 ? Money.ZERO : left;
  }

  /// Whether so much is spent that it is worth a warning.
  public boolean isLow(Money spent) {
    return spent.compareTo(alert) >= 0;
  }
}
