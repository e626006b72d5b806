package dev.steward.core.cost;

import java.math.BigDecimal;

/// An exact amount of US dollars.
public record Money(BigDecimal dollars) implements Comparable<Money> {
  public static final Money ZERO = new Money(BigDecimal.ZERO);

  /// Equal amounts are equal, however many zeros they were written with.
  public Money {
    dollars = plain(dollars);
  }

  /// The same number without zeros at its end, so that equal numbers are equal.
  static BigDecimal plain(BigDecimal number) {
    return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
  }

  public static Money of(String dollars) {
    return new Money(new BigDecimal(dollars));
  }

  public Money plus(Money other) {
    return new Money(dollars.add(other.dollars));
  }

  public Money minus(Money other) {
    return new Money(dollars.subtract(other.dollars));
  }

  @Override
  public int compareTo(Money other) {
    return dollars.compareTo(other.dollars);
  }

  /// As people read it: `$0.0042`, every digit that is there, at least two decimals.
  @Override
  public String toString() {
    var shown = dollars.scale() < 2 ? dollars.setScale(2) : dollars;
    return "$" + shown.toPlainString();
  }
}
