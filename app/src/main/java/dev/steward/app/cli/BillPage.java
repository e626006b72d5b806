package dev.steward.app.cli;

import dev.steward.core.cost.Bill;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.PriceRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A bill as people read it: its lines, the rows of the price table that they come from, its notes.
final class BillPage {
  private final Output output;

  BillPage(Output output) {
    this.output = output;
  }

  void show(Bill bill) {
    if (!bill.lines().isEmpty()) {
      var lines = new ArrayList<List<String>>();
      lines.add(List.of("WHAT", "COUNT", "PRICE", "COST", "ROWS"));
      bill.lines().forEach(line -> lines.add(cells(line)));
      output.table(lines);
      var rows = new ArrayList<List<String>>();
      rows.add(List.of("ROW", "HOLDS", "SOURCE"));
      bill.rows().forEach(row -> rows.add(List.of(row.id(), when(row.when()), source(row))));
      output.table(rows);
    }
    bill.notes().forEach(note -> output.line(output.style().yellow("note: " + note.text())));
  }

  private static List<String> cells(Bill.Line line) {
    var factor =
        line.factor().compareTo(BigDecimal.ONE) == 0 ? "" : " × " + line.factor().toPlainString();
    return List.of(
        line.item(),
        String.format(Locale.ROOT, "%,d", line.count()),
        "%s / %s%s"
            .formatted(
                new Money(line.price()), String.format(Locale.ROOT, "%,d", line.per()), factor),
        line.cost().toString(),
        String.join(", ", line.rows()));
  }

  private static String when(PriceRow.When when) {
    var words = new ArrayList<String>();
    if (!when.from().equals(PriceRow.When.ALWAYS.from())) {
      words.add("from " + moment(when.from()));
    }
    if (!when.to().equals(PriceRow.When.ALWAYS.to())) {
      words.add("to " + moment(when.to()));
    }
    if (when.over() > 0) {
      words.add(String.format(Locale.ROOT, "prompt over %,d", when.over()));
    }
    if (!when.hours().isEmpty()) {
      words.add("hours " + when.hours());
    }
    if (!when.terms().isStandard()) {
      words.add(when.terms().toString());
    }
    return words.isEmpty() ? "always" : String.join(", ", words);
  }

  /// The day alone where it is the day's first moment.
  private static String moment(Instant instant) {
    var there = instant.atOffset(ZoneOffset.UTC);
    return there.toLocalTime().toNanoOfDay() == 0
        ? there.toLocalDate().toString()
        : instant.toString();
  }

  private static String source(PriceRow row) {
    var origin = row.origin();
    return origin.checked().isEmpty()
        ? origin.source()
        : "%s (%s)".formatted(origin.source(), origin.checked());
  }
}
