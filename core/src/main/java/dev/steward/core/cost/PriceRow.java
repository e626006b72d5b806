package dev.steward.core.cost;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// A row of the price table: what tokens and tool calls cost while its conditions hold, or by what
/// the prices of tokens are multiplied.
///
/// @param id unlike that of any other row of the model
/// @param prices in US dollars, by [TokenClass#word] for a million tokens, by any other word for a
///   thousand calls of the provider's tool of that name; empty if the row multiplies
/// @param factor what the prices of other rows are multiplied with; 1 if the row has prices
public record PriceRow(
    String id, When when, Map<String, BigDecimal> prices, BigDecimal factor, Origin origin) {
  public PriceRow {
    var exact = new TreeMap<String, BigDecimal>();
    prices.forEach((item, price) -> exact.put(item, Money.plain(price)));
    prices = Collections.unmodifiableMap(exact);
    factor = Money.plain(factor);
  }

  /// A row of prices.
  public static PriceRow of(String id, When when, Map<String, BigDecimal> prices, Origin origin) {
    return new PriceRow(id, when, prices, BigDecimal.ONE, origin);
  }

  /// A row that multiplies the prices of calls under special terms.
  public static PriceRow times(String id, When when, BigDecimal factor, Origin origin) {
    return new PriceRow(id, when, Map.of(), factor, origin);
  }

  boolean isFactor() {
    return prices.isEmpty();
  }

  /// When a row counts. All of it must hold.
  ///
  /// @param from the first moment
  /// @param to the moment after the last; [Instant#MAX]: until there is another row
  /// @param over the prompt has more tokens than this; 0: any prompt
  /// @param hours the name of [PriceHours] that the moment lies in; empty: at any time
  /// @param terms the call has these, and may have others beside
  public record When(Instant from, Instant to, long over, String hours, Terms terms) {
    public static final When ALWAYS = new When(Instant.EPOCH, Instant.MAX, 0, "", Terms.STANDARD);

    public When withFrom(Instant from) {
      return new When(from, to, over, hours, terms);
    }

    public When withTo(Instant to) {
      return new When(from, to, over, hours, terms);
    }

    public When withOver(long over) {
      return new When(from, to, over, hours, terms);
    }

    public When withHours(String hours) {
      return new When(from, to, over, hours, terms);
    }

    public When withTerms(Terms terms) {
      return new When(from, to, over, hours, terms);
    }

    /// Whether everything but the hours holds.
    boolean holds(Instant moment, long prompt, Terms asked) {
      return !moment.isBefore(from)
          && moment.isBefore(to)
          && (over == 0 || prompt > over)
          && asked.meet(terms);
    }
  }

  /// Who says so.
  ///
  /// @param source where it stands: an address, or a file
  /// @param checked the day on which it stood there, such as `2026-11-22`; empty: not known
  public record Origin(String source, String checked) {}
}
