package dev.steward.core.cost;

import java.math.BigDecimal;

/// What a model costs, in US dollars per million tokens of each class.
public record Price(
    String model,
    BigDecimal input,
    BigDecimal cacheRead,
    BigDecimal cacheWrite5m,
    BigDecimal cacheWrite1h,
    BigDecimal output) {

  /// Exact: a millionth of a dollar amount is a shift of the decimal point.
  public Money of(Usage usage) {
    var perMillion =
        input
            .multiply(BigDecimal.valueOf(usage.input()))
            .add(cacheRead.multiply(BigDecimal.valueOf(usage.cacheRead())))
            .add(cacheWrite5m.multiply(BigDecimal.valueOf(usage.cacheWrite5m())))
            .add(cacheWrite1h.multiply(BigDecimal.valueOf(usage.cacheWrite1h())))
            .add(output.multiply(BigDecimal.valueOf(usage.output())));
    return new Money(perMillion.movePointLeft(6));
  }
}
