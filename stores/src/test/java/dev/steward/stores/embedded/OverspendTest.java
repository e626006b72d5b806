package dev.steward.stores.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.cost.Account;
import dev.steward.core.cost.Account.Whose;
import dev.steward.core.cost.Bill;
import dev.steward.core.cost.Budget;
import dev.steward.core.cost.Budget.Period;
import dev.steward.core.cost.Budgets;
import dev.steward.core.cost.Group;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.PaidCall;
import dev.steward.core.cost.PriceRow;
import dev.steward.core.cost.PriceTable;
import dev.steward.core.cost.Terms;
import dev.steward.core.cost.Usage;
import dev.steward.core.model.ChatMessage;
import dev.steward.core.model.ChatModel;
import dev.steward.core.model.Completion;
import dev.steward.core.model.Prompt;
import dev.steward.core.model.Till;
import dev.steward.core.model.Unfinished;
import dev.steward.testkit.ManualClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Budgets under many callers at once, of whom a tenth is cut off, against what the provider really
/// charges. With `-Dsteward.tests=all` there are 10,000 calls.
class OverspendTest {
  private static final int CALLERS = 64;
  private static final int CALLS =
      "all".equals(System.getProperty("steward.tests")) ? 10_000 : 1_280;
  private static final int MOST_TOKENS = 500;
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Group GROUP = new Group("batch 7", Money.of("0.2"));

  private static final PriceTable PRICES =
      new PriceTable(
          Map.of(
              "haiku",
              List.of(
                  row("haiku/1", 0, "0.10", "0.125", "0.50"),
                  row("haiku/2", 700, "0.50", "0.625", "2.50"))),
          Map.of(),
          PriceTable.Basis.COMPLETION);

  /// As many that are used up as that are not.
  private static final Budgets BUDGETS =
      new Budgets(
          List.of(
              budget(Whose.TENANT, "", Period.MONTH, CALLS / 8_000.0),
              budget(Whose.USER, "", Period.DAY, 0.12),
              budget(Whose.AGENT, "ops_engine", Period.WEEK, 0.3),
              budget(Whose.TASK, "", Period.ALWAYS, 0.006),
              budget(Whose.SESSION, "", Period.ALWAYS, 0.1)),
          ZoneOffset.UTC);

  @RegisterExtension final FreshStores fresh = new FreshStores();

  private final Provider provider = new Provider();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger cut = new AtomicInteger();

  private static PriceRow row(String id, long over, String input, String write, String output) {
    return PriceRow.of(
        id,
        PriceRow.When.ALWAYS.withOver(over),
        Map.of(
            "input", new BigDecimal(input),
            "cache_write_5m", new BigDecimal(write),
            "output", new BigDecimal(output)),
        new PriceRow.Origin("the test", ""));
  }

  private static Budget budget(Whose whose, String who, Period per, double stop) {
    var money = new Money(BigDecimal.valueOf(stop));
    return new Budget(whose, who, per, money, money, "");
  }

  /// Who charges for what it did, whatever of it comes through.
  private static final class Provider {
    private final Map<Account, Money> charged = new HashMap<>();

    ChatModel model(Till.Purpose purpose, Random random) {
      return new ChatModel() {
        @Override
        public String name() {
          return "haiku";
        }

        @Override
        public Completion complete(Prompt prompt, Consumer<String> text) {
          int fate = random.nextInt(20);
          if (fate == 0) {
            throw Failure.passing("503", null, Duration.ZERO);
          }
          var usage = used(prompt, random);
          charge(purpose, usage);
          text.accept("Hello");
          if (fate <= 2) {
            throw Failure.passing("cut", unfinished(usage, random), Duration.ZERO);
          }
          return new Completion("Hello", List.of(), Completion.Stop.END, usage, "", "{}", Map.of());
        }
      };
    }

    /// A token for each byte at the worst, all of it written to the cache at the worst.
    private static Usage used(Prompt prompt, Random random) {
      var bytes = prompt.system().length();
      var read = bytes / (1 + random.nextInt(4));
      var written = random.nextInt(3) == 0 ? read : 0;
      return new Usage(read - written, 0, written, 0, random.nextInt(MOST_TOKENS + 1), 0);
    }

    private static Unfinished unfinished(Usage usage, Random random) {
      return switch (random.nextInt(3)) {
        case 0 -> new Unfinished(Unfinished.Known.ALL, usage, Terms.STANDARD, "{}", null);
        case 1 ->
            new Unfinished(
                Unfinished.Known.PROMPT, usage.withOutput(1), Terms.STANDARD, "{}", null);
        default -> new Unfinished(null);
      };
    }

    private synchronized void charge(Till.Purpose purpose, Usage usage) {
      var call = call(purpose, usage);
      BUDGETS
          .limits(call, purpose.group())
          .forEach(limit -> charged.merge(limit.account(), call.cost(), Money::plus));
    }

    private static LedgerEntry call(Till.Purpose purpose, Usage usage) {
      var bill = PRICES.quote(new PaidCall("haiku", usage, Terms.STANDARD, NOON, NOON));
      return new LedgerEntry(
              purpose.key(),
              purpose.scope().tenant(),
              purpose.scope().user(),
              purpose.turn(),
              purpose.agent(),
              "haiku",
              purpose.kind(),
              usage,
              Terms.STANDARD,
              bill,
              "",
              NOON,
              NOON)
          .withSession(purpose.scope().session())
          .withGroup(purpose.group().id());
    }

    synchronized Map<Account, Money> charged() {
      return Map.copyOf(charged);
    }
  }

  @Test
  void nothingIsOverspent() throws Exception {
    var ledger = fresh.stores().ledger();
    var till = new Till(PRICES, ledger, new ManualClock(NOON), BUDGETS, standing -> {});
    try (var executor = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
      var callers = new ArrayList<Future<?>>();
      for (int caller = 0; caller < CALLERS; caller++) {
        var number = caller;
        callers.add(executor.submit(() -> work(till, number)));
      }
      for (var caller : callers) {
        caller.get();
      }
    }

    var limits = new HashMap<Account, Money>();
    ledger
        .entries("acme", "", Instant.EPOCH, Instant.MAX)
        .forEach(entry ->
            BUDGETS
                .limits(entry, entry.group().isEmpty() ? Group.NONE : GROUP)
                .forEach(limit -> limits.put(limit.account(), limit.stop())));
    var overspent = Money.ZERO;
    for (var account : limits.entrySet()) {
      var stop = account.getValue();
      var charged = provider.charged().getOrDefault(account.getKey(), Money.ZERO);
      var booked = ledger.balance(account.getKey());
      assertThat(booked.reserved()).isEqualTo(Money.ZERO);
      assertThat(booked.spent()).as(account.getKey().toString()).isLessThanOrEqualTo(stop);
      assertThat(charged).as(account.getKey().toString()).isLessThanOrEqualTo(booked.spent());
      overspent = charged.compareTo(stop) > 0 ? overspent.plus(charged.minus(stop)) : overspent;
    }
    var entries = ledger.entries("acme", "", Instant.EPOCH, Instant.MAX);
    var estimated =
        entries.stream()
            .flatMap(entry -> entry.bill().notes().stream())
            .filter(note -> note.kind() == Bill.Note.Kind.ESTIMATED)
            .count();
    System.out.printf(
        "%,d calls by %d callers at once: %,d made, %,d cut off (%,d estimated), %,d refused by %,d budgets; overspent %s%n",
        CALLS,
        CALLERS,
        entries.size(),
        cut.get(),
        estimated,
        refused.get(),
        limits.size(),
        overspent);
    assertThat(overspent).isEqualTo(Money.ZERO);
    assertThat(refused.get()).isPositive();
    assertThat(cut.get()).isPositive();
    assertThat(entries.size()).isGreaterThan(CALLS / 4);
  }

  private void work(Till till, int caller) {
    var random = new Random(caller);
    for (int i = 0; i < CALLS / CALLERS; i++) {
      var scope = new Scope("acme", "user" + random.nextInt(8), "s" + random.nextInt(40));
      var turn = "t" + (caller * 1_000 + i / 4);
      var agent = random.nextInt(3) == 0 ? "ops_engine" : "steward";
      var purpose =
          new Till.Purpose(turn + "/" + i % 4, scope, turn, agent, "other")
              .withGroup(random.nextInt(5) == 0 ? GROUP : Group.NONE);
      var prompt =
          new Prompt(
              "x".repeat(random.nextInt(1_500)),
              List.of(new ChatMessage.User("Hi")),
              List.of(),
              List.of(),
              Prompt.Options.DEFAULTS.withMaxTokens(MOST_TOKENS));
      try {
        till.call(provider.model(purpose, random), purpose, prompt, text -> {});
      } catch (Failure failure) {
        if (failure.code().equals(Failure.BUDGET_EXCEEDED)) {
          refused.incrementAndGet();
        } else if (failure.getCause() instanceof Unfinished) {
          cut.incrementAndGet();
        }
      }
    }
  }

  @Test
  void whatIsSetAsideSurvivesTheProcess() {
    var purpose =
        new Till.Purpose("t1/1", new Scope("acme", "ana", "s1"), "t1", "steward", "other");
    var prompt =
        new Prompt(
            "",
            List.of(new ChatMessage.User("Hi")),
            List.of(),
            List.of(),
            Prompt.Options.DEFAULTS.withMaxTokens(MOST_TOKENS));
    var clock = new ManualClock(NOON);
    var before = new Till(PRICES, fresh.stores().ledger(), clock, BUDGETS, standing -> {});
    var ticket = before.reserve("haiku", purpose, prompt, Terms.STANDARD, Duration.ofMinutes(1));

    var ledger = fresh.reopened().ledger();
    assertThat(ledger.reserved()).containsExactly(ticket.worst());
    assertThat(new Till(PRICES, ledger, clock, BUDGETS, standing -> {}).settleLeft()).isEqualTo(1);

    assertThat(ledger.reserved()).isEmpty();
    var task = ledger.balance(Account.of("acme", Whose.TASK, "t1"));
    assertThat(task.spent()).isEqualTo(ticket.worst().cost());
    assertThat(ledger.find("acme", "t1/1").getFirst().bill().notes())
        .extracting(Bill.Note::kind)
        .containsExactly(Bill.Note.Kind.ESTIMATED);
  }
}
