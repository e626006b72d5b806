package dev.steward.core.model;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.cost.Account;
import dev.steward.core.cost.Bill;
import dev.steward.core.cost.Budgets;
import dev.steward.core.cost.Group;
import dev.steward.core.cost.Ledger;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Limit;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.PaidCall;
import dev.steward.core.cost.PriceTable;
import dev.steward.core.cost.Standing;
import dev.steward.core.cost.Terms;
import dev.steward.core.cost.Usage;
import dev.steward.core.cost.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.MDC;

/// The one place where models are called for money. What has no price is refused before it is
/// called; what a call may cost at most is set aside before it is made, and refused if a budget
/// does not leave so much; every answer is billed and booked before anybody gets it.
///
/// What nobody knows the cost of (an answer that broke off, a process that was killed) is booked as
/// the most that it can have been, and its bill says so.
public final class Till {
  /// How much longer than it may a call can take until its answer is here.
  private static final Duration LATE = Duration.ofMinutes(1);

  /// What the log calls the key of the call under way.
  public static final String CALL = "call";

  private final PriceTable prices;
  private final Ledger ledger;
  private final Clock clock;
  private final Budgets budgets;
  private final Consumer<Standing> alerts;
  private final CallObserver observer;

  /// A till without budgets.
  public Till(PriceTable prices, Ledger ledger, Clock clock) {
    this(prices, ledger, clock, Budgets.none(clock.getZone()), standing -> {});
  }

  /// A till.
  ///
  /// @param alerts told once in each period when a budget has spent what is worth a warning, on the
  ///   thread of the call
  public Till(
      PriceTable prices, Ledger ledger, Clock clock, Budgets budgets, Consumer<Standing> alerts) {
    this(prices, ledger, clock, budgets, alerts, CallObserver.NONE);
  }

  /// A till that somebody looks at.
  public Till(
      PriceTable prices,
      Ledger ledger,
      Clock clock,
      Budgets budgets,
      Consumer<Standing> alerts,
      CallObserver observer) {
    this.prices = prices;
    this.ledger = ledger;
    this.clock = clock;
    this.budgets = budgets;
    this.alerts = alerts;
    this.observer = observer;
  }

  /// What a call is for.
  ///
  /// @param key the step's; a second call of the same step is booked under a key of its own
  /// @param turn empty: none
  /// @param kind the fine-grained task kind
  /// @param tags it is booked under these
  public record Purpose(
      String key,
      Scope scope,
      String turn,
      String agent,
      String kind,
      Group group,
      List<String> tags) {
    public Purpose {
      tags = List.copyOf(tags);
    }

    /// A call that belongs to no group and has no tags.
    public Purpose(String key, Scope scope, String turn, String agent, String kind) {
      this(key, scope, turn, agent, kind, Group.NONE, List.of());
    }

    /// The same as one of these calls, which together may cost no more than the group may.
    public Purpose withGroup(Group group) {
      return new Purpose(key, scope, turn, agent, kind, group, tags);
    }
  }

  /// An answer and what it cost.
  public record Paid(Completion completion, Bill bill) {}

  /// Money that is set aside for a call, durably: it stays so until the call is settled or given
  /// up.
  ///
  /// @param worst the call as it is booked if nobody ever learns what it used
  public record Ticket(LedgerEntry worst) {
    public String key() {
      return worst.key();
    }
  }

  /// Has `model` answer.
  ///
  /// @throws Failure USER, and the model was not called, if it has no price; LIMIT with the code
  ///   [Failure#BUDGET_EXCEEDED], and the model was not called, if a budget leaves too little; else
  ///   as the model fails
  public Paid call(ChatModel model, Purpose purpose, Prompt prompt, Consumer<String> text) {
    var within = prompt.options().timeout().plus(LATE);
    var ticket = reserve(model.name(), purpose, prompt, Terms.STANDARD, within);
    var seen = observer.begun(ticket.worst(), prompt);
    // The log says for which call a line is.
    try (var _ = MDC.putCloseable(CALL, ticket.key())) {
      var paid = paid(model, ticket, prompt, seen.hearing(text));
      seen.answered(paid);
      return paid;
    } catch (RuntimeException failure) {
      seen.failed(failure);
      throw failure;
    }
  }

  private Paid paid(ChatModel model, Ticket ticket, Prompt prompt, Consumer<String> text) {
    Completion completion;
    try {
      completion = model.complete(prompt, text);
    } catch (Failure failure) {
      settle(ticket, failure);
      throw failure;
    } catch (RuntimeException broken) {
      // Whoever listened has thrown, or the client is broken: the provider was at work by then.
      settle(ticket, Failure.internal("broken", new Unfinished(broken)));
      throw broken;
    }
    return settle(ticket, completion);
  }

  /// Sets aside what a call may cost at most, for a call whose answer comes some other way than
  /// through [#call]. What is set aside under [Terms#batch] outlives the process; everything else
  /// that a process leaves is settled by [#settleLeft].
  ///
  /// @param within by when the answer is there
  /// @throws Failure as [#call] does before the model is called
  public Ticket reserve(
      String model, Purpose purpose, Prompt prompt, Terms terms, Duration within) {
    var now = clock.instant();
    var worst = worst(model, purpose, prompt, terms, now, now.plus(within));
    return switch (ledger.reserve(worst, budgets.limits(worst, purpose.group()))) {
      case Verdict.Granted(var reserved) -> new Ticket(reserved);
      case Verdict.Refused refused -> throw exceeded(worst, refused);
    };
  }

  private LedgerEntry worst(
      String model, Purpose purpose, Prompt prompt, Terms terms, Instant from, Instant to) {
    var read = PromptBound.tokens(prompt);
    var written = prompt.options().maxTokens();
    var bill = prices.dearest(model, terms, read, written, from, to);
    return new LedgerEntry(
            purpose.key(),
            purpose.scope().tenant(),
            purpose.scope().user(),
            purpose.scope().session(),
            purpose.turn(),
            purpose.agent(),
            model,
            purpose.kind(),
            purpose.group().id(),
            new Usage(read, 0, 0, 0, written, 0),
            terms,
            bill,
            "",
            from,
            from)
        .withTags(purpose.tags());
  }

  /// Books what a call has cost.
  public Paid settle(Ticket ticket, Completion completion) {
    var isSilent = completion.rawUsage().isEmpty();
    var entry =
        isSilent && completion.usage().equals(Usage.NONE)
            ? estimated(ticket.worst(), completion.terms(), "the provider did not report it")
            : reported(
                ticket.worst(), completion.usage(), completion.terms(), completion.rawUsage());
    if (isSilent) {
      entry =
          entry.withBill(
              entry
                  .bill()
                  .with(
                      new Bill.Note(
                          Bill.Note.Kind.NOT_REPORTED,
                          "the provider did not report what was used")));
    }
    book(entry);
    return new Paid(completion, entry.bill());
  }

  /// Books what a call that failed has cost, if it has cost anything: what the provider reported,
  /// or the most that it can have been.
  public void settle(Ticket ticket, Failure failure) {
    if (!(failure.getCause() instanceof Unfinished unfinished)) {
      release(ticket);
      return;
    }
    var worst = ticket.worst();
    var known = unfinished.usage();
    book(
        switch (unfinished.known()) {
          case ALL -> reported(worst, known, unfinished.terms(), unfinished.rawUsage());
          case PROMPT ->
              noted(
                  reported(
                      worst,
                      known.withOutput(Math.max(known.output(), worst.usage().output())),
                      unfinished.terms(),
                      unfinished.rawUsage()),
                  "the answer broke off, and the provider had reported only what was read");
          case NOTHING ->
              estimated(
                  worst,
                  worst.terms(),
                  "the answer broke off, and the provider had reported nothing");
        });
  }

  /// What is set aside under [Terms#batch], by the keys of the calls.
  public Map<String, Ticket> batched(String tenant) {
    return ledger.reserved().stream()
        .filter(entry -> entry.terms().batch() && entry.tenant().equals(tenant))
        .collect(Collectors.toMap(LedgerEntry::key, Ticket::new));
  }

  /// What a call that was settled has cost; empty if none was under that key.
  public Optional<Money> cost(String tenant, String key) {
    return ledger.find(tenant, key).stream()
        .filter(entry -> entry.key().equals(key))
        .map(LedgerEntry::cost)
        .findFirst();
  }

  /// Whether a model has a price under these terms.
  public boolean hasPrice(String model, Terms terms) {
    try {
      prices.check(model, terms, clock.instant());
      return true;
    } catch (Failure unpriced) {
      return false;
    }
  }

  /// Gives back what was set aside: the call was not made, or is not paid for.
  public void release(Ticket ticket) {
    uninterrupted(() -> ledger.release(ticket.worst().tenant(), ticket.key()));
  }

  /// Books what a process that was killed left: calls of which nobody knows what they came to.
  /// Batches are left alone, for their answers can still be had. To be called before the first
  /// call.
  ///
  /// @return how many calls were booked
  public int settleLeft() {
    var left = ledger.reserved().stream().filter(entry -> !entry.terms().batch()).toList();
    left.forEach(
        entry -> book(noted(entry, "the process ended before it was known what the call used")));
    return left.size();
  }

  /// The order in which models are to be tried: where a budget runs low that says so, its model
  /// comes before those that would be dearer for this prompt.
  ///
  /// @param chain in the order in which they are tried otherwise
  public List<ChatModel> thrifty(
      List<ChatModel> chain, Models models, Purpose purpose, Prompt prompt) {
    var ordered = chain;
    for (var name : fallbacks(chain, purpose, prompt)) {
      var cheap = models.find(name);
      if (cheap.isPresent()) {
        ordered = cheapFirst(cheap.get(), ordered, purpose, prompt);
      }
    }
    return ordered;
  }

  private List<String> fallbacks(List<ChatModel> chain, Purpose purpose, Prompt prompt) {
    if (budgets.budgets().stream().allMatch(budget -> budget.fallback().isEmpty())) {
      return List.of();
    }
    return chain.stream()
        .flatMap(model -> priced(model, purpose, prompt).stream())
        .findFirst()
        .map(call -> budgets.fallbacks(call, ledger))
        .orElse(List.of());
  }

  private List<ChatModel> cheapFirst(
      ChatModel cheap, List<ChatModel> chain, Purpose purpose, Prompt prompt) {
    var most = priced(cheap, purpose, prompt).map(LedgerEntry::cost);
    if (most.isEmpty()) {
      return chain;
    }
    var others = chain.stream().filter(model -> !model.name().equals(cheap.name())).toList();
    Predicate<ChatModel> isDearer =
        model ->
            priced(model, purpose, prompt)
                .map(LedgerEntry::cost)
                .filter(cost -> cost.compareTo(most.get()) <= 0)
                .isEmpty();
    return Stream.of(
            others.stream().filter(isDearer.negate()),
            Stream.of(cheap),
            others.stream().filter(isDearer))
        .flatMap(models -> models)
        .toList();
  }

  private Optional<LedgerEntry> priced(ChatModel model, Purpose purpose, Prompt prompt) {
    var now = clock.instant();
    try {
      return Optional.of(worst(model.name(), purpose, prompt, Terms.STANDARD, now, now));
    } catch (Failure unpriced) {
      return Optional.empty();
    }
  }

  private LedgerEntry reported(LedgerEntry worst, Usage usage, Terms terms, String rawUsage) {
    var completedAt = clock.instant();
    var call = new PaidCall(worst.model(), usage, terms, worst.startedAt(), completedAt);
    return worst.settled(usage, terms, prices.settle(call), rawUsage, completedAt);
  }

  private LedgerEntry estimated(LedgerEntry worst, Terms terms, String why) {
    return noted(worst.settled(worst.usage(), terms, worst.bill(), "", clock.instant()), why);
  }

  private static LedgerEntry noted(LedgerEntry entry, String why) {
    return entry.withBill(
        entry
            .bill()
            .with(
                new Bill.Note(
                    Bill.Note.Kind.ESTIMATED,
                    "%s; so this is the most that it can have cost".formatted(why))));
  }

  private void book(LedgerEntry entry) {
    uninterrupted(() -> {
      var booking = ledger.book(entry);
      if (booking.isNew()) {
        observer.booked(entry);
        for (var limit : budgets.limits(entry)) {
          booking.balances().stream()
              .filter(balance -> balance.account().equals(limit.account()))
              .filter(balance -> isAlarming(limit, balance.spent(), entry.cost()))
              .forEach(balance -> alerts.accept(new Standing(limit, balance, "")));
        }
      }
    });
  }

  /// Whether it was this call that made the spending worth a warning. Bookings follow one another,
  /// so it is one call in a period.
  private static boolean isAlarming(Limit limit, Money spent, Money cost) {
    return limit.isLow(spent) && !limit.isLow(spent.minus(cost));
  }

  private Failure exceeded(LedgerEntry worst, Verdict.Refused refused) {
    var limit = refused.limit();
    var balance = refused.balance();
    var resets =
        limit.account().to().equals(Instant.MAX)
            ? "it does not begin anew"
            : "it begins anew on " + limit.account().to().atZone(budgets.zone());
    return Failure.budget(
        "The budget '%s'%s does not allow the call of %s for agent '%s': it may cost up to %s, and %s of %s is left (%s spent, %s set aside for calls under way); %s. Raise %s, or ask for less"
            .formatted(
                limit.budget(),
                limit.account().who().isEmpty() ? "" : " of " + limit.account().who(),
                worst.model(),
                worst.agent(),
                worst.cost(),
                limit.left(balance),
                limit.stop(),
                balance.spent(),
                balance.reserved(),
                resets,
                limit.account().whose() == Account.Whose.GROUP
                    ? "what the group may cost"
                    : "its `stop` under `budgets` in steward.yaml"));
  }

  /// Does what must be done though the caller was interrupted, which it finds out after.
  private static void uninterrupted(Runnable deed) {
    var wasInterrupted = Thread.interrupted();
    try {
      deed.run();
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
