package dev.steward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.agent.ModelCalls;
import dev.steward.core.cost.Account;
import dev.steward.core.cost.Budget;
import dev.steward.core.cost.Budgets;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.PriceRow;
import dev.steward.core.cost.PriceTable;
import dev.steward.core.model.ChatMessage;
import dev.steward.core.model.ChatModel;
import dev.steward.core.model.Conduct;
import dev.steward.core.model.ModelChain;
import dev.steward.core.model.Models;
import dev.steward.core.model.Prompt;
import dev.steward.core.model.SteadyModel;
import dev.steward.core.model.Till;
import dev.steward.core.run.CallContext;
import dev.steward.core.run.Pause;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What becomes of a call when models fail.
class ModelCallsTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Prompt PROMPT =
      new Prompt(
          "",
          List.of(new ChatMessage.User("Hi")),
          List.of(),
          List.of(),
          Prompt.Options.DEFAULTS.withMaxTokens(1_000));

  private final ManualClock clock = new ManualClock(NOON);
  private final InMemoryLedger ledger = new InMemoryLedger();
  private final List<Duration> pauses = new ArrayList<>();
  private final ScriptedModel first = new ScriptedModel("first");
  private final ScriptedModel second = new ScriptedModel("second");
  private final Map<String, Conduct> conducts = new HashMap<>();
  private Budgets budgets = Budgets.none(ZoneOffset.UTC);

  /// Waits by the clock.
  private final Pause pause =
      duration -> {
        pauses.add(duration);
        clock.advance(duration);
      };

  private static Failure busy(int seconds) {
    return Failure.passing("busy", null, Duration.ofSeconds(seconds));
  }

  private static PriceRow row(String name) {
    return PriceRow.of(
        name,
        PriceRow.When.ALWAYS,
        Map.of("input", BigDecimal.ONE, "output", new BigDecimal("1000")),
        new PriceRow.Origin("the test", ""));
  }

  private ModelCalls calls(ChatModel one, ChatModel other) {
    var prices =
        new PriceTable(
            Map.of("first", List.of(row("first/1")), "second", List.of(row("second/1"))),
            Map.of(),
            PriceTable.Basis.COMPLETION);
    var models = new Models(Map.of("first", one, "second", other), Map.of(), conducts);
    var till = new Till(prices, ledger, clock, budgets, standing -> {});
    return new ModelCalls(new ModelChain(models, till, pause, new Random(1)));
  }

  private ModelCalls calls() {
    return calls(first, second);
  }

  private static ModelCalls.Reply run(ModelCalls calls, String... models) {
    return calls.run(
        new ModelCalls.Request(
            "steward", List.of(models), "other", new Scope("acme", "ana", "s1"), "t1", PROMPT),
        new Context());
  }

  private static Failure failure(ModelCalls calls, String... models) {
    return catchThrowableOfType(Failure.class, () -> run(calls, models));
  }

  private record Context() implements CallContext {
    @Override
    public String key() {
      return "t1/3";
    }

    @Override
    public Instant now() {
      return NOON;
    }

    @Override
    public void stream(String text) {}
  }

  private static int asked(ScriptedModel model) {
    return model.prompts().size();
  }

  @Test
  void whatFailsInPassingIsTriedAgainAfterALittleMoreEachTime() {
    first.then(busy(0)).then(busy(0)).then(ScriptedModel.says("Hello"));

    assertThat(run(calls(), "first", "second").completion().text()).isEqualTo("Hello");

    assertThat(pauses).hasSize(2);
    assertThat(pauses.get(0)).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
    assertThat(pauses.get(1)).isBetween(Duration.ofMillis(500), Duration.ofMillis(1_000));
    assertThat(ledger.find("acme", "t1")).extracting(LedgerEntry::key).containsExactly("t1/3");
  }

  @Test
  void noTwoWaitTheSame() {
    var waits = new ArrayList<Duration>();
    for (int seed = 0; seed < 20; seed++) {
      var model = new ScriptedModel("first").then(busy(7)).then(ScriptedModel.says("Hello"));
      var random = new Random(seed);
      var prices =
          new PriceTable(
              Map.of("first", List.of(row("first/1"))), Map.of(), PriceTable.Basis.COMPLETION);
      pauses.clear();
      run(
          new ModelCalls(
              new ModelChain(
                  new Models(Map.of("first", model), Map.of()),
                  new Till(prices, new InMemoryLedger(), clock),
                  pause,
                  random)),
          "first");
      waits.addAll(pauses);
    }

    assertThat(waits).hasSize(20).doesNotHaveDuplicates();
    assertThat(waits)
        .allSatisfy(
            wait -> assertThat(wait).isBetween(Duration.ofSeconds(7), Duration.ofMillis(7_250)));
  }

  @Test
  void whoAsksForLongIsPassedOverForTheNext() {
    first.then(busy(300));
    second.then(ScriptedModel.says("Hello"));

    var reply = run(calls(), "first", "second");

    assertThat(reply.completion().model()).isEqualTo("second");
    assertThat(reply.passedOver()).containsExactly("busy");
    assertThat(pauses).isEmpty();
    assertThat(asked(first)).isEqualTo(1);
  }

  @Test
  void whoAsksForLongAndIsTheLastSaysSoAtOnceAndWhenToComeBack() {
    first.then(busy(300));

    var failure = failure(calls(), "first");

    assertThat(pauses).isEmpty();
    assertThat(failure.isRetryable()).isTrue();
    assertThat(failure.retryAfter()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void oneStepTriesAgainSoOftenWhateverModelsItTries() {
    for (int i = 0; i < 9; i++) {
      first.then(busy(0));
      second.then(busy(0));
    }

    var failure = failure(calls(), "first", "second");

    // Three attempts at the first, of which two are repeats; two repeats are left for the second.
    assertThat(asked(first)).isEqualTo(3);
    assertThat(asked(second)).isEqualTo(3);
    assertThat(pauses).hasSize(4);
    assertThat(failure).hasMessage("busy Then: busy");
    assertThat(failure.isRetryable()).isTrue();
  }

  @Test
  void oneStepWaitsSoLongWhateverModelsItTries() {
    conducts.put("first", Conduct.DEFAULTS.withAttempts(9));
    first.then(busy(20)).then(busy(20)).then(ScriptedModel.says("Too late"));
    second.then(busy(9)).then(ScriptedModel.says("Hello"));

    assertThat(run(calls(), "first", "second").completion().text()).isEqualTo("Hello");

    assertThat(asked(first)).isEqualTo(2);
    assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .isLessThanOrEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void whatIsRefusedForGoodIsNotTriedAgain() {
    first
        .then(Failure.external("400", null))
        .then(Failure.account("402"))
        .then(Failure.user("no price"));
    var calls = calls();

    for (var text : List.of("400", "402", "no price")) {
      var failure = failure(calls, "first");
      assertThat(failure).hasMessage(text);
      assertThat(failure.isRetryable()).isFalse();
    }

    assertThat(pauses).isEmpty();
    assertThat(asked(first)).isEqualTo(3);
  }

  @Test
  void anAnswerThatDiesIsPaidAndAskedForAnew() {
    first.thenCut("Hel", busy(0)).then(ScriptedModel.says("Hello"));

    assertThat(run(calls(), "first").completion().text()).isEqualTo("Hello");

    assertThat(ledger.find("acme", "t1"))
        .extracting(LedgerEntry::key)
        .containsExactly("t1/3", "t1/3.2");
  }

  @Test
  void whatABudgetDoesNotAllowIsTriedWithTheNextAndThenSaid() {
    budgets =
        new Budgets(
            List.of(
                new Budget(
                    Account.Whose.TENANT, "", Budget.Period.DAY, Money.ZERO, Money.ZERO, "")),
            ZoneOffset.UTC);

    var failure = failure(calls(), "first", "second");

    assertThat(failure.kind()).isEqualTo(Failure.Kind.LIMIT);
    assertThat(failure.code()).isEqualTo(Failure.BUDGET_EXCEEDED);
    assertThat(failure.isRetryable()).isFalse();
    assertThat(failure).hasMessageContainingAll("first", "second", "begins anew on 2026-11-24");
    assertThat(asked(first) + asked(second)).isZero();
    assertThat(pauses).isEmpty();
  }

  @Test
  void anInterruptEndsItWithoutTryingTheNext() {
    first.then((prompt, text) -> {
      Thread.currentThread().interrupt();
      throw busy(0);
    });

    var failure = failure(calls(), "first", "second");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure).hasMessage("busy");
    assertThat(asked(second)).isZero();
  }

  @Test
  void eachModelIsCalledAsItWantsToBe() {
    conducts.put("first", new Conduct(true, Duration.ofMinutes(5), Duration.ofSeconds(9), 1, 0, 0));
    first.then(busy(0));
    second.then(ScriptedModel.says("Hello"));

    run(calls(), "first", "second");

    assertThat(asked(first)).isEqualTo(1);
    assertThat(first.lastPrompt().options())
        .isEqualTo(new Prompt.Options(1_000, false, Duration.ofMinutes(5)));
    assertThat(second.lastPrompt().options()).isEqualTo(PROMPT.options());
  }

  @Test
  void aModelThatIsLeftAloneIsPassedOverWithoutBeingCalledOrPaid() {
    var steady = new SteadyModel(first, Conduct.DEFAULTS, clock, pause);
    first.then(busy(600));
    second.then(ScriptedModel.says("One")).then(ScriptedModel.says("Two"));
    var calls = calls(steady, second);
    run(calls, "first", "second");

    clock.advance(Duration.ofMinutes(9));
    var reply = run(calls, "first", "second");

    assertThat(asked(first)).isEqualTo(1);
    assertThat(reply.passedOver().getFirst()).contains("is left alone for 60 s more");
    assertThat(ledger.reserved()).isEmpty();
    first.then(ScriptedModel.says("Back"));
    clock.advance(Duration.ofMinutes(1));
    assertThat(run(calls, "first", "second").completion().text()).isEqualTo("Back");
  }

  @Test
  void anAccountThatMustBeSeenToIsLeftAloneForAMinute() {
    var steady = new SteadyModel(first, Conduct.DEFAULTS, clock, pause);
    first.then(Failure.account("402")).then(ScriptedModel.says("Paid"));
    var calls = calls(steady, second);
    failure(calls, "first");

    var failure = failure(calls, "first");

    assertThat(failure.isRetryable()).isTrue();
    assertThat(failure.retryAfter()).isEqualTo(Duration.ofMinutes(1));
    assertThat(asked(first)).isEqualTo(1);
    assertThat(pauses).isEmpty();
    clock.advance(Duration.ofMinutes(1));
    assertThat(run(calls, "first").completion().text()).isEqualTo("Paid");
  }

  @Test
  void aBadRequestIsNoReasonToLeaveAModelAlone() {
    var steady = new SteadyModel(first, Conduct.DEFAULTS, clock, pause);
    var calls = calls(steady, second);
    for (int i = 0; i < 10; i++) {
      first.then(Failure.external("400", null));
      assertThat(failure(calls, "first")).hasMessage("400");
    }
  }

  @Test
  void aModelKeepsToItsPaceAndSendsAwayWhomItWouldKeepTooLong() {
    var steady = new SteadyModel(first, Conduct.DEFAULTS.withPace(6, 0), clock, pause);
    for (int i = 0; i < 8; i++) {
      first.then(ScriptedModel.says("Hello"));
    }
    var calls = calls(steady, second);
    for (int i = 0; i < 6; i++) {
      run(calls, "first");
    }
    assertThat(pauses).isEmpty();

    run(calls, "first");
    assertThat(pauses).containsExactly(Duration.ofSeconds(10));

    pauses.clear();
    clock.advance(Duration.ofSeconds(-1));
    var failure = failure(calls, "first");
    assertThat(failure.code()).isEmpty();
    assertThat(failure).hasMessageContaining("(6 requests, any number of tokens a minute)");
    assertThat(failure.isRetryable()).isTrue();
    assertThat(pauses).isEmpty();
  }

  @Test
  void tokensAreCountedAsTheyWereUsed() {
    var steady = new SteadyModel(first, Conduct.DEFAULTS.withPace(0, 240), clock, pause);
    first
        .then(ScriptedModel.says("One"))
        .then(ScriptedModel.says("Two"))
        .then(ScriptedModel.says("Three"));
    var calls = calls(steady, second);

    // 120 tokens each: 20 are expected of the prompt before.
    run(calls, "first");
    run(calls, "first");
    assertThat(pauses).isEmpty();
    run(calls, "first");

    assertThat(pauses).hasSize(1);
    assertThat(pauses.getFirst()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
  }
}
