package dev.steward.app.cli;

import dev.steward.core.cost.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Amounts that are guesses, with as many digits as a guess deserves.
final class Amounts {
  private static final MathContext FEW = new MathContext(2, RoundingMode.UP);
  private static final int CENTS = 2;

  private Amounts() {}

  /// Up to the next cent, or below a dime to two digits.
  static Money rounded(Money amount) {
    var dollars = amount.dollars();
    return new Money(
        dollars.compareTo(new BigDecimal("0.10")) < 0
            ? dollars.round(FEW)
            : dollars.setScale(CENTS, RoundingMode.UP));
  }
}
