package dev.steward.core.model;

import dev.steward.core.Scope;
import dev.steward.core.cost.Bill;
import dev.steward.core.cost.Ledger;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.PaidCall;
import dev.steward.core.cost.PriceTable;
import dev.steward.core.cost.Terms;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;

/// The one place where models are called for money: what has no price is refused before it is
/// called, and every answer is billed and booked before anybody gets it.
public final class Till {
  private final PriceTable prices;
  private final Ledger ledger;
  private final Clock clock;

  public Till(PriceTable prices, Ledger ledger, Clock clock) {
    this.prices = prices;
    this.ledger = ledger;
    this.clock = clock;
  }

  /// What a call is for.
  ///
  /// @param key the step's: what is booked twice is booked once
  /// @param turn empty: none
  /// @param kind the fine-grained task kind
  public record Purpose(String key, Scope scope, String turn, String agent, String kind) {}

  /// An answer and what it cost.
  public record Paid(Completion completion, Bill bill) {}

  /// Has `model` answer.
  ///
  /// @throws dev.steward.core.Failure USER, and the model was not called, if it has no price; else
  ///   as the model fails
  public Paid call(ChatModel model, Purpose purpose, Prompt prompt, Consumer<String> text) {
    var startedAt = clock.instant();
    prices.check(model.name(), Terms.STANDARD, startedAt);
    var completion = model.complete(prompt, text);
    var entry = entry(model, purpose, completion, startedAt);
    ledger.book(entry);
    return new Paid(completion, entry.bill());
  }

  private LedgerEntry entry(
      ChatModel model, Purpose purpose, Completion completion, Instant startedAt) {
    var call =
        new PaidCall(
            model.name(), completion.usage(), completion.terms(), startedAt, clock.instant());
    var bill = prices.settle(call);
    if (completion.rawUsage().isEmpty()) {
      bill =
          bill.with(
              new Bill.Note(
                  Bill.Note.Kind.NOT_REPORTED, "the provider did not report what was used"));
    }
    return new LedgerEntry(
        purpose.key(),
        purpose.scope().tenant(),
        purpose.scope().user(),
        purpose.turn(),
        purpose.agent(),
        call.model(),
        purpose.kind(),
        call.usage(),
        call.terms(),
        bill,
        completion.rawUsage(),
        call.startedAt(),
        call.completedAt());
  }
}
