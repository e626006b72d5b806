package dev.steward.core.cost;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// What a call cost, and why: everything that is needed to do the sum again.
///
/// @param total what the lines cost together
/// @param lines one for each class of tokens and each tool that was used
/// @param rows those of the price table that the lines name, as they stood when the bill was made
public record Bill(Money total, List<Line> lines, List<PriceRow> rows, List<Note> notes) {
  public Bill {
    lines = List.copyOf(lines);
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  /// The sum of these lines.
  static Bill of(List<Line> lines, List<PriceRow> rows, List<Note> notes) {
    var total = lines.stream().map(Line::cost).reduce(Money.ZERO, Money::plus);
    return new Bill(total, lines, rows, notes);
  }

  public Bill with(Note note) {
    var more = new ArrayList<>(notes);
    more.add(note);
    return new Bill(total, lines, rows, more);
  }

  /// A part of a bill: `count × price ÷ per × factor`.
  ///
  /// @param item a [TokenClass#word], or the name of a tool of the provider
  /// @param price in US dollars for `per` tokens or calls
  /// @param factor what special terms multiply the price with; 1 for standard terms
  /// @param rows the ids of the row with the price, and of those that the factor comes from
  public record Line(
      String item,
      long count,
      BigDecimal price,
      long per,
      BigDecimal factor,
      Money cost,
      List<String> rows) {
    public Line {
      price = Money.plain(price);
      factor = Money.plain(factor);
      rows = List.copyOf(rows);
    }
  }

  /// Something that whoever reads the bill should know.
  public record Note(Kind kind, String text) {
    public enum Kind {
      /// It began under other prices than it ended under.
      STRADDLES,

      /// The moment lies past the days of which holidays are known.
      HOLIDAYS_UNKNOWN,

      /// The provider did not say what was used.
      NOT_REPORTED,

      /// Nobody knows what was used: it is booked as the most that it can have been.
      ESTIMATED,

      /// Something that was used has no price, so that another stands in for it.
      UNPRICED,

      /// Booked by a version that did not keep the rows.
      NOT_KEPT
    }
  }
}
