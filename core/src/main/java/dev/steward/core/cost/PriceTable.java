package dev.steward.core.cost;

import dev.steward.core.Failure;
import dev.steward.core.cost.Bill.Note;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The prices of all models that may be called, as rows with conditions. What has no price is
/// refused, never free.
///
/// For each class of tokens the last row counts that applies and has a price for it, so that a
/// later row needs to say only what it changes. The whole call is billed at the prices that it
/// leads to, however long a part of the prompt a condition is about. Special terms need a row that
/// names them: prices of their own, or a factor.
public final class PriceTable {
  private final Map<String, List<PriceRow>> rows;
  private final Map<String, PriceHours> hours;
  private final Basis basis;

  /// Which moment's prices a call is billed at.
  public enum Basis {
    START,
    COMPLETION
  }

  /// A table of these rows.
  ///
  /// @param rows by the model's name, a later one before an earlier
  /// @param hours by the names that rows give them
  public PriceTable(Map<String, List<PriceRow>> rows, Map<String, PriceHours> hours, Basis basis) {
    var copy = new LinkedHashMap<String, List<PriceRow>>();
    rows.forEach((model, prices) -> copy.put(model, List.copyOf(prices)));
    this.rows = Collections.unmodifiableMap(copy);
    this.hours = Map.copyOf(hours);
    this.basis = basis;
    rows.values().stream()
        .flatMap(List::stream)
        .map(row -> row.when().hours())
        .filter(name -> !name.isEmpty() && !hours.containsKey(name))
        .findFirst()
        .ifPresent(name -> {
          throw new IllegalArgumentException("no hours are called " + name);
        });
  }

  /// The models that have rows.
  public Set<String> models() {
    return rows.keySet();
  }

  /// The rows of a model, in the order of the table; none if it has none.
  public List<PriceRow> rows(String model) {
    return rows.getOrDefault(model, List.of());
  }

  /// Refuses what could not be billed.
  ///
  /// @throws Failure USER if input or output of the model have no price at that moment
  public void check(String model, Terms terms, Instant at) {
    quote(new PaidCall(model, Usage.NONE, terms, at, at));
  }

  /// What a call costs, or would.
  ///
  /// @throws Failure USER if something of it has no price
  public Bill quote(PaidCall call) {
    var bill = quoted(call, basis);
    var other = basis == Basis.START ? Basis.COMPLETION : Basis.START;
    return call.startedAt().equals(call.completedAt()) ? bill : straddled(bill, call, other);
  }

  /// The most that a call can cost, and no call may be made that costs more.
  ///
  /// @param prompt the most tokens that it reads
  /// @param output the most tokens that it writes
  /// @param from when it begins
  /// @param to when it has ended at the latest
  /// @throws Failure USER if it has no price at its beginning
  public Bill dearest(
      String model, Terms terms, long prompt, long output, Instant from, Instant to) {
    var dearest =
        quote(new PaidCall(model, new Usage(prompt, 0, 0, 0, output, 0), terms, from, from));
    var usages = new Worst(rows(model), prompt, output).usages();
    for (var moment : moments(model, from, to)) {
      for (var usage : usages) {
        var bill = attempt(new PaidCall(model, usage, terms, moment, moment));
        if (bill.isPresent() && bill.get().total().compareTo(dearest.total()) > 0) {
          dearest = bill.get();
        }
      }
    }
    return dearest;
  }

  /// A bill, unless there is no price for it.
  private Optional<Bill> attempt(PaidCall call) {
    try {
      return Optional.of(quote(call));
    } catch (Failure _) {
      return Optional.empty();
    }
  }

  /// The moments at which other prices may begin, the first and the last one among them.
  private Set<Instant> moments(String model, Instant from, Instant to) {
    var moments = new TreeSet<Instant>(List.of(from, to));
    for (var row : rows(model)) {
      Stream.of(row.when().from(), row.when().to())
          .filter(edge -> edge.isAfter(from) && edge.isBefore(to))
          .forEach(moments::add);
      var within = hours.get(row.when().hours());
      if (within != null) {
        within.edges(from, to).forEach(moments::add);
      }
    }
    return moments;
  }

  private Bill quoted(PaidCall call, Basis basis) {
    var at = basis == Basis.START ? call.startedAt() : call.completedAt();
    var table = rows.get(call.model());
    if (table == null) {
      throw Failure.user(
          "No price is known for the model %s, so it was not called; add it under `prices` in steward.yaml"
              .formatted(call.model()));
    }
    return new Billing(table, hours, call, at).bill();
  }

  /// Says so if the other end of the call lies under other prices.
  private Bill straddled(Bill bill, PaidCall call, Basis other) {
    var moment = other == Basis.START ? call.startedAt() : call.completedAt();
    try {
      var would = quoted(call, other);
      return would.rows().equals(bill.rows())
          ? bill
          : bill.with(
              new Note(
                  Note.Kind.STRADDLES,
                  "at the prices of %s, when it %s, it would have cost %s"
                      .formatted(moment, other == Basis.START ? "began" : "ended", would.total())));
    } catch (Failure _) {
      return bill.with(
          new Note(
              Note.Kind.STRADDLES,
              "at %s, when it %s, it had no price"
                  .formatted(moment, other == Basis.START ? "began" : "ended")));
    }
  }

  /// The bill of a call that was made, which can't be refused any more: what turns out to have no
  /// price is billed as nearly as there are prices, and a note says so.
  public Bill settle(PaidCall call) {
    var problems = new ArrayList<String>();
    for (var nearest : nearest(call)) {
      try {
        var bill = quote(nearest);
        return problems.isEmpty()
            ? bill
            : bill.with(
                new Note(
                    Note.Kind.UNPRICED,
                    "%s; so this is its price %s"
                        .formatted(problems.getFirst(), instead(call, nearest))));
      } catch (Failure unpriced) {
        problems.add(unpriced.text());
      }
    }
    return Bill.of(
        List.of(), List.of(), List.of(new Note(Note.Kind.UNPRICED, problems.getFirst())));
  }

  /// The call itself, and then what is ever less like it.
  private static List<PaidCall> nearest(PaidCall call) {
    var standard = call.withTerms(Terms.STANDARD);
    var tokens = call.withUsage(call.usage().withoutToolCalls());
    return List.of(
        call,
        call.begun(),
        standard,
        standard.begun(),
        tokens,
        tokens.withTerms(Terms.STANDARD).begun());
  }

  private static String instead(PaidCall call, PaidCall nearest) {
    var words = new ArrayList<String>();
    if (!nearest.terms().equals(call.terms())) {
      words.add("under standard terms");
    }
    if (!nearest.completedAt().equals(call.completedAt())) {
      words.add("at its start");
    }
    if (!nearest.usage().equals(call.usage())) {
      words.add("without tool calls");
    }
    return String.join(", ", words);
  }
}
