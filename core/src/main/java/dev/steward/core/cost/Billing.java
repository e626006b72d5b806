package dev.steward.core.cost;

import dev.steward.core.Failure;
import dev.steward.core.cost.Bill.Note;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One call being billed: the rows that apply to it, and the lines that they lead to.
final class Billing {
  private static final int PER_MILLION = 6;
  private static final int PER_THOUSAND = 3;

  private final List<PriceRow> rows;
  private final Map<String, PriceHours> hours;
  private final PaidCall call;
  private final Instant at;
  private final List<Bill.Line> lines = new ArrayList<>();
  private final Set<PriceRow> used = new LinkedHashSet<>();

  /// The billing of `call` at the prices of the moment `at`.
  ///
  /// @param table all rows of its model
  Billing(List<PriceRow> table, Map<String, PriceHours> hours, PaidCall call, Instant at) {
    this.hours = hours;
    this.call = call;
    this.at = at;
    // The one that counts comes first.
    this.rows = table.stream().filter(this::applies).toList().reversed();
  }

  private boolean applies(PriceRow row) {
    var when = row.when();
    var within = hours.get(when.hours());
    return when.holds(at, call.usage().prompt(), call.terms())
        && (within == null || within.contain(at));
  }

  /// The bill.
  ///
  /// @throws Failure USER if something has no price; input and output must have one even if there
  ///   were none
  Bill bill() {
    var usage = call.usage();
    var thought =
        rows.stream().anyMatch(row -> row.prices().containsKey(TokenClass.REASONING.word()))
            ? Math.min(usage.reasoning(), usage.output())
            : 0;
    add(TokenClass.INPUT, usage.input());
    add(TokenClass.CACHE_READ, usage.cacheRead());
    add(TokenClass.CACHE_WRITE_5M, usage.cacheWrite5m());
    add(TokenClass.CACHE_WRITE_1H, usage.cacheWrite1h());
    add(TokenClass.OUTPUT, usage.output() - thought);
    add(TokenClass.REASONING, thought);
    usage.toolCalls().forEach(this::addCalls);
    return Bill.of(lines, List.copyOf(used), notes());
  }

  private void add(TokenClass tokens, long count) {
    if (count == 0 && tokens != TokenClass.INPUT && tokens != TokenClass.OUTPUT) {
      return;
    }
    var item =
        tokens.pricedAs().stream()
            .map(TokenClass::word)
            .filter(word -> row(word).isPresent())
            .findFirst()
            .orElseThrow(() -> unpriced(tokens.word()));
    var row = row(item).orElseThrow();
    var factors = factors(row.when().terms(), tokens.word());
    if (count > 0) {
      line(tokens.word(), count, PER_MILLION, item, row, factors);
    }
  }

  private void addCalls(String tool, long count) {
    if (count > 0) {
      var row = row(tool).orElseThrow(() -> unpriced(tool));
      line(tool, count, PER_THOUSAND, tool, row, List.of());
    }
  }

  private Optional<PriceRow> row(String item) {
    return rows.stream().filter(row -> row.prices().containsKey(item)).findFirst();
  }

  /// The rows that multiply a price for those terms of the call that it does not name itself.
  private List<PriceRow> factors(Terms named, String item) {
    var left = call.terms().without(named);
    var factors = new ArrayList<PriceRow>();
    for (var row : rows) {
      var after = left.without(row.when().terms());
      if (row.isFactor() && !after.equals(left)) {
        factors.add(row);
        left = after;
      }
    }
    if (!left.isStandard()) {
      throw unpriced("%s (%s)".formatted(item, left));
    }
    return factors;
  }

  private void line(
      String item, long count, int decimals, String pricedAs, PriceRow row, List<PriceRow> more) {
    var price = Optional.ofNullable(row.prices().get(pricedAs)).orElseThrow();
    var factor = more.stream().map(PriceRow::factor).reduce(BigDecimal.ONE, BigDecimal::multiply);
    var cost = price.multiply(BigDecimal.valueOf(count)).multiply(factor).movePointLeft(decimals);
    var ids = new ArrayList<String>();
    ids.add(row.id());
    more.forEach(factors -> ids.add(factors.id()));
    used.add(row);
    used.addAll(more);
    lines.add(
        new Bill.Line(
            item,
            count,
            price,
            BigDecimal.ONE.movePointRight(decimals).longValueExact(),
            factor,
            new Money(cost),
            ids));
  }

  private List<Note> notes() {
    return used.stream()
        .map(row -> row.when().hours())
        .distinct()
        .filter(this::isInDoubt)
        .map(name ->
            new Note(
                Note.Kind.HOLIDAYS_UNKNOWN,
                "the holidays of %s are not known so far ahead; on one, other prices count"
                    .formatted(name)))
        .toList();
  }

  private boolean isInDoubt(String name) {
    var within = hours.get(name);
    return within != null && within.areInDoubt(at);
  }

  private Failure unpriced(String what) {
    return Failure.user(
        "No price is known for %s of the model %s at %s, so it was not called; add it under `prices` in steward.yaml"
            .formatted(what, call.model(), at));
  }
}
