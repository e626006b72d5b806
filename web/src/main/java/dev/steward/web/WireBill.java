package dev.steward.web;

import dev.steward.core.cost.Bill;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.PriceRow;
import dev.steward.core.cost.Terms;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The shape of a bill on the wire.
record WireBill(BigDecimal total, List<Line> lines, List<Row> rows, List<Note> notes) {
  static WireBill of(Bill bill) {
    return new WireBill(
        bill.total().dollars(),
        bill.lines().stream().map(Line::of).toList(),
        bill.rows().stream().map(Row::of).toList(),
        bill.notes().stream().map(Note::of).toList());
  }

  Bill bill() {
    return new Bill(
        new Money(total),
        lines.stream().map(Line::line).toList(),
        rows.stream().map(Row::row).toList(),
        notes.stream().map(Note::note).toList());
  }

  record Line(
      String item,
      long count,
      BigDecimal price,
      long per,
      BigDecimal factor,
      BigDecimal cost,
      List<String> rows) {
    static Line of(Bill.Line line) {
      return new Line(
          line.item(),
          line.count(),
          line.price(),
          line.per(),
          line.factor(),
          line.cost().dollars(),
          line.rows());
    }

    Bill.Line line() {
      return new Bill.Line(item, count, price, per, factor, new Money(cost), rows);
    }
  }

  /// How a call was served, or what a row is for.
  record Served(boolean batch, String tier, String region) {
    static Served of(Terms terms) {
      return new Served(terms.batch(), terms.tier(), terms.region());
    }

    Terms terms() {
      return new Terms(batch, tier, region);
    }
  }

  record Row(
      String id,
      String from,
      String to,
      long over,
      String hours,
      Served terms,
      Map<String, BigDecimal> prices,
      BigDecimal factor,
      String source,
      String checked) {
    static Row of(PriceRow row) {
      return new Row(
          row.id(),
          row.when().from().toString(),
          row.when().to().toString(),
          row.when().over(),
          row.when().hours(),
          Served.of(row.when().terms()),
          row.prices(),
          row.factor(),
          row.origin().source(),
          row.origin().checked());
    }

    PriceRow row() {
      var when =
          new PriceRow.When(Instant.parse(from), Instant.parse(to), over, hours, terms.terms());
      return new PriceRow(id, when, prices, factor, new PriceRow.Origin(source, checked));
    }
  }

  record Note(String kind, String text) {
    static Note of(Bill.Note note) {
      return new Note(Wire.word(note.kind()), note.text());
    }

    Bill.Note note() {
      return new Bill.Note(Wire.constant(Bill.Note.Kind.class, kind), text);
    }
  }
}
