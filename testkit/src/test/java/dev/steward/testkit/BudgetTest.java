package dev.steward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.cost.Account;
import dev.steward.core.cost.Bill;
import dev.steward.core.cost.Budget;
import dev.steward.core.cost.Budgets;
import dev.steward.core.cost.Group;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.PriceRow;
import dev.steward.core.cost.PriceTable;
import dev.steward.core.cost.Standing;
import dev.steward.core.cost.Terms;
import dev.steward.core.cost.Usage;
import dev.steward.core.model.ChatMessage;
import dev.steward.core.model.ChatModel;
import dev.steward.core.model.Completion;
import dev.steward.core.model.Models;
import dev.steward.core.model.Prompt;
import dev.steward.core.model.Till;
import dev.steward.core.model.Unfinished;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What a [Till] lets pass and what not.
class BudgetTest {
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /// A dollar for a thousand tokens written; reading is free, so that amounts are round.
  private static final PriceTable PRICES =
      new PriceTable(
          Map.of("dear", rows("dear", "1000"), "cheap", rows("cheap", "10")),
          Map.of(),
          PriceTable.Basis.COMPLETION);

  /// At most a thousand tokens: a dollar at the dear model's.
  private static final Prompt PROMPT =
      new Prompt(
          "",
          List.of(new ChatMessage.User("Hi")),
          List.of(),
          List.of(),
          Prompt.Options.DEFAULTS.withMaxTokens(1_000));

  private final ManualClock clock = new ManualClock(NOON);
  private final InMemoryLedger ledger = new InMemoryLedger();
  private final List<Standing> alerts = new ArrayList<>();

  private static List<PriceRow> rows(String name, String output) {
    return List.of(
        PriceRow.of(
            name + "/1",
            PriceRow.When.ALWAYS,
            Map.of("input", BigDecimal.ZERO, "output", new BigDecimal(output)),
            new PriceRow.Origin("the test", "")));
  }

  private Till till(Budget... budgets) {
    return new Till(PRICES, ledger, clock, new Budgets(List.of(budgets), BERLIN), alerts::add);
  }

  private static Budget budget(
      Account.Whose whose, String who, Budget.Period per, String alert, String stop) {
    return new Budget(whose, who, per, Money.of(alert), Money.of(stop), "");
  }

  private static Budget tenant(String stop) {
    return budget(Account.Whose.TENANT, "", Budget.Period.MONTH, stop, stop);
  }

  private static Till.Purpose purpose(String key) {
    return new Till.Purpose(key, new Scope("acme", "ana", "s1"), "t1", "ops_engine", "other");
  }

  /// A model that writes so many tokens.
  private static ScriptedModel writing(String name, int tokens) {
    return new ScriptedModel(
        name,
        prompt ->
            new Completion(
                "Hello",
                List.of(),
                Completion.Stop.END,
                new Usage(3, 0, 0, 0, tokens, 0),
                "",
                "{}",
                Map.of()));
  }

  private static void call(Till till, ChatModel model, String key) {
    till.call(model, purpose(key), PROMPT, text -> {});
  }

  private List<LedgerEntry> booked() {
    return ledger.entries("acme", "", Instant.EPOCH, Instant.MAX);
  }

  private static void refuses(ThrowingCallable call, String... words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.kind()).isEqualTo(Failure.Kind.LIMIT);
              assertThat(failure.code()).isEqualTo(Failure.BUDGET_EXCEEDED);
              assertThat(failure.isRetryable()).isFalse();
            })
        .message()
        .contains(words);
  }

  @Test
  void aCallThatMayCostMoreThanIsLeftIsNotMade() {
    var model = writing("dear", 600);
    var till = till(tenant("1.5"));
    call(till, model, "t1/1");

    refuses(
        () -> call(till, model, "t1/2"),
        "'tenant per month'",
        "may cost up to $1.00",
        "$0.90 of $1.50 is left ($0.60 spent, $0.00 set aside",
        "begins anew on 2026-12-01T00:00+01:00[Europe/Berlin]");

    assertThat(model.prompts()).hasSize(1);
    assertThat(booked()).hasSize(1);
    assertThat(ledger.reserved()).isEmpty();
  }

  @Test
  void aPeriodEndsAtTheOwnersMidnight() {
    var model = writing("dear", 1_000);
    var till = till(tenant("1"));
    clock.set(Instant.parse("2026-11-30T22:59:59Z"));
    call(till, model, "t1/1");
    refuses(() -> call(till, model, "t1/2"), "is left");

    clock.set(Instant.parse("2026-11-30T23:00:00Z"));
    call(till, model, "t1/3");

    assertThat(booked()).hasSize(2);
  }

  @Test
  void whatACallMayCostIsSetAsideWhileItIsUnderWay() {
    var till = till(tenant("1.5"));
    var second = writing("dear", 1);
    var first =
        new ScriptedModel("dear")
            .then((prompt, text) -> {
              refuses(() -> call(till, second, "t1/2"), "$1.00 set aside for calls under way");
              return ScriptedModel.says("Hello");
            });

    call(till, first, "t1/1");

    assertThat(second.prompts()).isEmpty();
    call(till, second, "t1/2");
  }

  @Test
  void everyKindOfBudgetStopsItsOwn() {
    var budgets =
        List.of(
            budget(Account.Whose.USER, "ana", Budget.Period.DAY, "1", "1"),
            budget(Account.Whose.USER, "", Budget.Period.WEEK, "1", "1"),
            budget(Account.Whose.AGENT, "ops_engine", Budget.Period.MONTH, "1", "1"),
            budget(Account.Whose.AGENT, "", Budget.Period.DAY, "1", "1"),
            budget(Account.Whose.TASK, "", Budget.Period.ALWAYS, "1", "1"),
            budget(Account.Whose.SESSION, "", Budget.Period.ALWAYS, "1", "1"));
    for (var budget : budgets) {
      var others = new InMemoryLedger();
      var till = new Till(PRICES, others, clock, new Budgets(List.of(budget), BERLIN), alerts::add);
      call(till, writing("dear", 1), "t1/1");

      refuses(() -> call(till, writing("dear", 1), "t1/2"), "'" + budget.name() + "'");
      var other =
          new Till.Purpose("t2/1", new Scope("acme", "bob", "s2"), "t2", "outreach_qa", "other");
      till.call(writing("dear", 1), other, PROMPT, text -> {});
    }
    assertThat(budgets.stream().map(Budget::name))
        .containsExactly(
            "user ana per day",
            "each user per week",
            "agent ops_engine per month",
            "each agent per day",
            "each task",
            "each session");
  }

  @Test
  void aBudgetOfSomebodyElseDoesNotMatter() {
    var till = till(budget(Account.Whose.USER, "bob", Budget.Period.DAY, "0", "0"));

    call(till, writing("dear", 1), "t1/1");

    assertThat(booked()).hasSize(1);
  }

  @Test
  void aGroupOfCallsCostsNoMoreThanItsCallerSays() {
    var till = till();
    var group = new Group("batch 7", Money.of("1.25"));
    var capped = purpose("b7/1").withGroup(group);
    till.call(writing("dear", 250), capped, PROMPT, text -> {});

    till.call(writing("dear", 1), capped, PROMPT, text -> {});
    refuses(
        () -> till.call(writing("dear", 1), capped, PROMPT, text -> {}),
        "'group batch 7'",
        "$0.999 of $1.25 is left");

    call(till, writing("dear", 1), "t1/1");
    till.call(
        writing("dear", 1),
        capped.withGroup(new Group("batch 8", Money.of("1"))),
        PROMPT,
        text -> {});
    assertThat(booked()).extracting(LedgerEntry::key).contains("b7/1", "b7/1.2", "b7/1.3");
  }

  @Test
  void anAlertComesOnceInAPeriod() {
    var till = till(budget(Account.Whose.TENANT, "", Budget.Period.DAY, "0.5", "10"));
    for (int i = 0; i < 5; i++) {
      call(till, writing("dear", 200), "t1/" + i);
    }
    assertThat(alerts).hasSize(1);
    assertThat(alerts.getFirst().balance().spent()).isEqualTo(Money.of("0.6"));
    assertThat(alerts.getFirst().state()).isEqualTo(Standing.State.LOW);

    clock.advance(Duration.ofDays(1));
    for (int i = 5; i < 10; i++) {
      call(till, writing("dear", 200), "t1/" + i);
    }
    assertThat(alerts).hasSize(2);
  }

  @Test
  void whatTheProviderRefusedCostsNothing() {
    var till = till(tenant("1"));
    var model = new ScriptedModel("dear").then(Failure.passing("503", null, Duration.ZERO));

    assertThatThrownBy(() -> call(till, model, "t1/1")).hasMessage("503");

    assertThat(booked()).isEmpty();
    assertThat(ledger.reserved()).isEmpty();
    call(till, writing("dear", 1), "t1/1");
    assertThat(booked()).extracting(LedgerEntry::key).containsExactly("t1/1");
  }

  @Test
  void anAnswerThatBreaksOffIsBookedAsTheMostItCanBeAndMarked() {
    var till = till(tenant("2"));
    var model =
        new ScriptedModel("dear")
            .thenCut("Hel", Failure.passing("cut", null, Duration.ZERO))
            .then(ScriptedModel.using(new Usage(0, 0, 0, 0, 400, 0), ScriptedModel.says("Hello")));

    assertThatThrownBy(() -> call(till, model, "t1/1")).hasMessage("cut");
    call(till, model, "t1/1");

    assertThat(booked()).extracting(LedgerEntry::key).containsExactly("t1/1", "t1/1.2");
    assertThat(booked())
        .extracting(LedgerEntry::cost)
        .containsExactly(Money.of("1"), Money.of("0.4"));
    assertThat(booked().getFirst().bill().notes())
        .extracting(Bill.Note::kind)
        .containsExactly(Bill.Note.Kind.ESTIMATED);
  }

  @Test
  void anAnswerThatBreaksOffIsBookedAsReportedIfItWas() {
    var till = till();
    var all =
        new Unfinished(
            Unfinished.Known.ALL, new Usage(5, 0, 0, 0, 7, 0), Terms.STANDARD, "{7}", null);
    var prompt =
        new Unfinished(
            Unfinished.Known.PROMPT, new Usage(5, 0, 0, 0, 1, 0), Terms.STANDARD, "{5}", null);
    var model =
        new ScriptedModel("dear")
            .thenCut("Hello", Failure.passing("cut", all, Duration.ZERO))
            .thenCut("He", Failure.passing("cut", prompt, Duration.ZERO));

    assertThatThrownBy(() -> call(till, model, "t1/1")).hasMessage("cut");
    assertThatThrownBy(() -> call(till, model, "t1/2")).hasMessage("cut");

    assertThat(booked())
        .extracting(LedgerEntry::usage)
        .containsExactly(new Usage(5, 0, 0, 0, 7, 0), new Usage(5, 0, 0, 0, 1_000, 0));
    assertThat(booked()).extracting(LedgerEntry::rawUsage).containsExactly("{7}", "{5}");
    assertThat(booked().getFirst().bill().notes()).isEmpty();
    assertThat(booked().getLast().bill().notes()).hasSize(1);
  }

  @Test
  void aListenerThatLeavesDoesNotLeaveUnpaid() {
    var till = till();
    var gone = new IllegalStateException("gone");

    assertThatThrownBy(() ->
            till.call(
                writing("dear", 1),
                purpose("t1/1"),
                PROMPT,
                text -> {
                  throw gone;
                }))
        .isSameAs(gone);

    assertThat(booked()).extracting(LedgerEntry::cost).containsExactly(Money.of("1"));
  }

  @Test
  void anInterruptDoesNotKeepACallFromBeingBooked() {
    var till = till();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> call(till, writing("dear", 1), "t1/1"))
        .hasMessageContaining("interrupted");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(booked()).hasSize(1);
    assertThat(ledger.reserved()).isEmpty();
  }

  @Test
  void whatAKilledProcessLeftIsBookedOnceAndMarkedAndDoneAgainUnderItsOwnKey() {
    var killed = till(tenant("3"));
    killed.reserve("dear", purpose("t1/1"), PROMPT, Terms.STANDARD, Duration.ofMinutes(1));

    var next = till(tenant("3"));
    assertThat(next.settleLeft()).isEqualTo(1);
    assertThat(next.settleLeft()).isZero();
    call(next, writing("dear", 300), "t1/1");

    assertThat(booked()).extracting(LedgerEntry::key).containsExactly("t1/1", "t1/1.2");
    assertThat(booked())
        .extracting(LedgerEntry::cost)
        .containsExactly(Money.of("1"), Money.of("0.3"));
    assertThat(booked().getFirst().bill().notes())
        .extracting(Bill.Note::kind)
        .containsExactly(Bill.Note.Kind.ESTIMATED);
    assertThat(booked().getLast().bill().notes()).isEmpty();
  }

  @Test
  void whenABudgetRunsLowTheCheaperModelComesFirst() {
    var dear = writing("dear", 1);
    var cheap = writing("cheap", 1);
    var models = new Models(Map.of("dear", dear, "cheap", cheap), Map.of());
    var till =
        till(
            new Budget(
                Account.Whose.TENANT,
                "",
                Budget.Period.MONTH,
                Money.of("0.5"),
                Money.of("100"),
                "cheap"));
    List<ChatModel> chain = List.of(dear);
    assertThat(till.thrifty(chain, models, purpose("t1/1"), PROMPT)).containsExactly(dear);

    call(till, writing("dear", 500), "t1/1");

    assertThat(till.thrifty(chain, models, purpose("t1/2"), PROMPT)).containsExactly(cheap, dear);
    assertThat(till.thrifty(List.of(dear, cheap), models, purpose("t1/2"), PROMPT))
        .containsExactly(cheap, dear);
    clock.advance(Duration.ofDays(1));
    assertThat(till.thrifty(chain, models, purpose("t1/3"), PROMPT)).containsExactly(dear);
  }

  @Test
  void budgetsAreShownAsTheyStand() {
    var budgets =
        new Budgets(
            List.of(
                tenant("10"),
                budget(Account.Whose.USER, "bob", Budget.Period.DAY, "1", "2"),
                budget(Account.Whose.TASK, "", Budget.Period.ALWAYS, "0.5", "1")),
            BERLIN);
    var till = new Till(PRICES, ledger, clock, budgets, alerts::add);
    call(till, writing("dear", 600), "t1/1");
    till.reserve("cheap", purpose("t1/2"), PROMPT, Terms.STANDARD, Duration.ZERO);

    var standings = budgets.standings("acme", clock.instant(), ledger);

    assertThat(standings)
        .extracting(standing -> standing.limit().budget(), Standing::left, Standing::state)
        .containsExactly(
            tuple("tenant per month", Money.of("9.39"), Standing.State.FINE),
            tuple("user bob per day", Money.of("2"), Standing.State.FINE),
            tuple("each task", Money.of("0.39"), Standing.State.LOW));
    assertThat(standings.getLast().balance().account().who()).isEqualTo("t1");
  }
}
