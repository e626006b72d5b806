package dev.steward.app.settings;

import dev.steward.core.cost.PriceRow;
import dev.steward.core.cost.Terms;
import dev.steward.core.cost.TokenClass;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads rows of the price table: one block, or a list of blocks.
final class PriceReader {
  private static final int LONGEST_PROMPT = 999_999_999;
  private static final String[] FIELDS = {
    "from",
    "to",
    "over",
    "hours",
    "batch",
    "tier",
    "region",
    "factor",
    "input",
    "cache_read",
    "cache_write_5m",
    "cache_write_1h",
    "output",
    "reasoning",
    "calls",
    "source",
    "checked"
  };

  private final String origin;
  private final Collection<String> hours;

  /// A reader of rows that stand in `origin`, unless they say otherwise.
  ///
  /// @param hours the names that rows may use
  PriceReader(String origin, Collection<String> hours) {
    this.origin = origin;
    this.hours = hours;
  }

  /// The rows of one model.
  ///
  /// @param name what their ids begin with
  List<PriceRow> rows(String name, Value value) {
    var items = value.isMap() ? List.of(value) : value.items();
    if (items.isEmpty()) {
      value.wrong("this is empty; expected prices such as { input: 0.15, output: 0.60 }");
    }
    var rows = new ArrayList<PriceRow>();
    for (var item : items) {
      rows.add(row(name + "/" + (rows.size() + 1), item));
    }
    return rows;
  }

  private PriceRow row(String id, Value value) {
    var fields = value.fields(FIELDS);
    var when = when(fields);
    var prices = prices(fields);
    var factor = fields.at("factor");
    if (factor.isPresent() && !prices.isEmpty()) {
      factor.wrong("a row has prices or a factor, not both; make two rows of it");
    } else if (factor.isPresent() && when.terms().isStandard()) {
      factor.wrong("a factor is for calls that are special; say which: batch, tier or region");
    } else if (!factor.isPresent() && prices.isEmpty()) {
      value.wrong(
          "this row has no price; expected one of %s, calls or factor"
              .formatted(String.join(", ", TokenClass.words())));
    }
    var source =
        new PriceRow.Origin(
            fields.at("source").text(origin),
            fields
                .at("checked")
                .as(
                    "",
                    "a day such as 2026-11-22",
                    text -> BillingReader.day(text).map(LocalDate::toString)));
    return new PriceRow(id, when, prices, factor.decimal(BigDecimal.ONE), source);
  }

  private PriceRow.When when(Value.Fields fields) {
    var always = PriceRow.When.ALWAYS;
    var from = moment(fields.at("from"), always.from());
    var to = moment(fields.at("to"), always.to());
    if (!from.isBefore(to)) {
      fields.at("to").wrong("this must lie after 'from'");
    }
    return new PriceRow.When(
        from,
        to,
        fields.at("over").whole(0, 0, LONGEST_PROMPT),
        fields.at("hours").choice("", hours),
        new Terms(
            fields.at("batch").flag(false),
            fields.at("tier").text("").strip(),
            fields.at("region").text("").strip()));
  }

  private static Map<String, BigDecimal> prices(Value.Fields fields) {
    var prices = new TreeMap<String, BigDecimal>();
    for (var tokens : TokenClass.words()) {
      if (fields.at(tokens).isPresent()) {
        prices.put(tokens, fields.at(tokens).decimal());
      }
    }
    fields
        .at("calls")
        .entries()
        .forEach((tool, price) -> {
          if (TokenClass.words().contains(tool)) {
            price.wrong("that is the name of a class of tokens, not of a tool");
          }
          prices.put(tool, price.decimal());
        });
    return prices;
  }

  private static Instant moment(Value value, Instant fallback) {
    return value.as(
        fallback,
        "a day such as 2026-10-07, or a time such as 2026-08-16T16:00Z",
        PriceReader::moment);
  }

  /// A day begins at midnight UTC.
  private static Optional<Instant> moment(String text) {
    var day = BillingReader.day(text);
    if (day.isPresent()) {
      return day.map(date -> date.atStartOfDay(ZoneOffset.UTC).toInstant());
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException noTime) {
      return Optional.empty();
    }
  }
}
