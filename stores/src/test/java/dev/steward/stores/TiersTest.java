package dev.steward.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.steward.core.cost.Bill;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.PriceHours;
import dev.steward.core.cost.PriceRow;
import dev.steward.core.cost.PriceTable;
import dev.steward.core.cost.Terms;
import dev.steward.core.cost.Usage;
import dev.steward.core.model.ChatModel;
import dev.steward.core.model.Models;
import dev.steward.core.run.CallContext;
import dev.steward.core.tier.Demand;
import dev.steward.core.tier.Outcomes;
import dev.steward.core.tier.Tier;
import dev.steward.core.tier.Tier.Candidate;
import dev.steward.core.tier.TierRules;
import dev.steward.core.tier.TierRules.Allowed;
import dev.steward.core.tier.TierRules.Place;
import dev.steward.core.tier.Tiers;
import dev.steward.core.when.DayWindow;
import dev.steward.testkit.InMemoryDocuments;
import dev.steward.testkit.InMemoryLedger;
import dev.steward.testkit.ManualClock;
import dev.steward.testkit.ScriptedModel;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Which model a task is given to.
class TiersTest {
  private static final Tiers.Request TASK = new Tiers.Request("acme", "writer", "letter");
  private static final Usage USUAL = new Usage(1_000, 0, 0, 0, 1_000, 0);

  private final ManualClock clock = ManualClock.at("2026-11-23T12:00:00Z");
  private final InMemoryLedger ledger = new InMemoryLedger();
  private final Outcomes outcomes = new Outcomes(new InMemoryDocuments(), new JsonCodec());
  private final List<String> callable = new ArrayList<>(List.of("weak", "middling", "strong"));
  private final Map<String, List<PriceRow>> prices = new HashMap<>();
  private Demand demand = new Demand(0.9, false, USUAL);
  private Allowed allowed = new Allowed(List.of("weak", "middling", "strong"), "");
  private double random = 0.5;
  private int told;

  TiersTest() {
    price("weak", "1");
    price("middling", "2");
    price("strong", "20");
  }

  private void price(String model, String dollars) {
    prices.put(model, List.of(row(model, PriceRow.When.ALWAYS, dollars)));
  }

  private static PriceRow row(String model, PriceRow.When when, String dollars) {
    return PriceRow.of(
        model + when.hours(),
        when,
        Map.of("input", new BigDecimal(dollars), "output", new BigDecimal(dollars)),
        new PriceRow.Origin("the test", ""));
  }

  private Tiers tiers() {
    var hours =
        new PriceHours(
            ZoneOffset.UTC,
            List.of(new DayWindow(LocalTime.of(13, 0), LocalTime.of(14, 0))),
            EnumSet.allOf(DayOfWeek.class),
            PriceHours.Holidays.NONE);
    var table = new PriceTable(prices, Map.of("peak", hours), PriceTable.Basis.COMPLETION);
    Map<String, ChatModel> models =
        callable.stream().collect(Collectors.toMap(Function.identity(), ScriptedModel::new));
    RandomGenerator scripted =
        new RandomGenerator() {
          @Override
          public long nextLong() {
            throw new AssertionError("shares alone are drawn");
          }

          @Override
          public double nextDouble() {
            return random;
          }
        };
    return new Tiers(
        new TierRules(Map.of(Place.of("writer"), allowed), Map.of("letter", demand), demand),
        new Models(models, Map.of()),
        new Tiers.Parts(table, ledger, outcomes, clock, scripted));
  }

  private Tier chosen() {
    return tiers().run(TASK, new Context());
  }

  private record Context() implements CallContext {
    @Override
    public String key() {
      return "t1/3";
    }

    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public void stream(String text) {}
  }

  private void tell(String model, int passed, int failed) {
    for (int i = 0; i < passed + failed; i++) {
      outcomes.add(
          "acme",
          new Outcomes.Outcome(
              "t" + told++, "letter", model, i < passed, Instant.EPOCH.plusSeconds(told)));
    }
  }

  private static Candidate candidate(Tier tier, String model) {
    return tier.candidates().stream()
        .filter(candidate -> candidate.model().equals(model))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void withoutOutcomesTheCheapestThatIsTrustedIsChosen() {
    var tier = chosen();

    assertThat(tier.model()).isEqualTo("weak");
    assertThat(tier.chain()).containsExactly("weak", "middling", "strong");
    assertThat(tier.next()).contains("middling");
    assertThat(tier.reason()).contains("cheapest of 3", "90 %", "trusted without outcomes");
  }

  @Test
  void whereTheStakeIsHighTheStrongestIsTrustedAlone() {
    demand = new Demand(0.95, true, USUAL);

    assertThat(chosen().model()).isEqualTo("strong");
    assertThat(chosen().chain()).containsExactly("strong", "middling", "weak");
    assertThat(chosen().next()).isEmpty();
  }

  @Test
  void theOwnerSaysFromWhichOnTheyAreTrusted() {
    allowed = new Allowed(allowed.models(), "middling");

    assertThat(chosen().model()).isEqualTo("middling");
  }

  @Test
  void aModelThatFailsIsDroppedSoonAndNotAtTheFirstTime() {
    tell("weak", 0, 1);
    assertThat(chosen().model()).isEqualTo("weak");

    tell("weak", 0, 1);
    assertThat(chosen().model()).isEqualTo("middling");
    assertThat(candidate(chosen(), "weak").surely()).isBetween(0.85, 0.9);
  }

  @Test
  void whoeverHasPassedOftenEnoughIsChosen() {
    allowed = new Allowed(allowed.models(), "strong");
    tell("middling", 20, 0);
    assertThat(chosen().model()).isEqualTo("strong");

    tell("middling", 1, 0);
    assertThat(chosen().model()).isEqualTo("middling");
    assertThat(candidate(chosen(), "middling").surely())
        .isCloseTo(Math.pow(0.1, 1.0 / 22), within(0.000001));
    assertThat(chosen().reason()).contains("21 of 21 tasks passed");
  }

  @Test
  void whereNobodyIsGoodEnoughTheStrongestIsChosen() {
    tell("weak", 0, 9);
    tell("middling", 0, 9);
    tell("strong", 0, 9);

    assertThat(chosen().model()).isEqualTo("strong");
    assertThat(chosen().reason()).contains("none surely does 90 %");
  }

  @Test
  void whatItCostsToGoOnWithAStrongerOneCounts() {
    price("middling", "1.02");
    demand = new Demand(0.5, false, USUAL);
    tell("weak", 92, 60);

    // Six in sixteen of weak's go on to middling, which costs more than middling alone.
    var tier = chosen();
    assertThat(tier.model()).isEqualTo("middling");
    var weak = candidate(tier, "weak");
    assertThat(weak.cost()).isEqualTo(Money.of("0.002"));
    assertThat(weak.expected().dollars()).isEqualByComparingTo("0.002765");
  }

  @Test
  void pricesAreThoseOfThisMinute() {
    prices.put(
        "weak",
        List.of(
            row("weak", PriceRow.When.ALWAYS, "1"),
            row("weak", PriceRow.When.ALWAYS.withHours("peak"), "3")));

    assertThat(chosen().model()).isEqualTo("weak");
    clock.advance(Duration.ofHours(1));
    assertThat(chosen().model()).isEqualTo("middling");
    clock.advance(Duration.ofHours(1));
    assertThat(chosen().model()).isEqualTo("weak");
  }

  @Test
  void ofTwoThatCostTheSameTheStrongerIsChosen() {
    price("middling", "1");

    assertThat(chosen().model()).isEqualTo("middling");
  }

  @Test
  void whatCannotBeCalledOrHasNoPriceIsNoCandidate() {
    callable.remove("weak");
    prices.remove("middling");

    assertThat(chosen().candidates()).extracting(Candidate::model).containsExactly("strong");
    callable.clear();
    assertThat(chosen().model()).isEmpty();
    assertThat(chosen().chain()).isEmpty();
  }

  @Test
  void oneTaskInTwentyIsForACheaperOneToProveItself() {
    allowed = new Allowed(allowed.models(), "strong");
    tell("weak", 3, 0);

    random = 0.0499;
    assertThat(chosen().model()).isEqualTo("middling");
    assertThat(chosen().tried()).isTrue();
    assertThat(chosen().reason()).contains("prove itself", "strong");
    random = 0.05;
    assertThat(chosen().model()).isEqualTo("strong");
    assertThat(chosen().tried()).isFalse();
  }

  @Test
  void nothingIsTriedWhereTheStakeIsHighOrNothingIsToBeGained() {
    random = 0;
    demand = new Demand(0.9, true, USUAL);
    assertThat(chosen().model()).isEqualTo("strong");

    demand = new Demand(0.9, false, USUAL);
    assertThat(chosen().tried()).isFalse();
    // What would be dearer has nothing to prove.
    tell("strong", 0, 9);
    assertThat(chosen().tried()).isFalse();
  }

  @Test
  void whatATaskTakesIsThatOfTheLastOnesOfItsKind() {
    var tiers = tiers();
    for (int task = 0; task < 5; task++) {
      for (int call = 0; call < 2; call++) {
        book("t" + task, call, task < 4 ? "letter" : "poem", new Usage(100, 0, 0, 0, 50, 0));
      }
    }
    assertThat(candidate(tiers.choice(TASK), "weak").forecast().perCall()).isEqualTo(USUAL);

    book("t9", 0, "letter", new Usage(1_000, 0, 0, 0, 50, 0));
    // It is looked at every ten minutes.
    assertThat(candidate(tiers.choice(TASK), "weak").forecast().perCall()).isEqualTo(USUAL);
    clock.advance(Duration.ofMinutes(10));

    var forecast = candidate(tiers.choice(TASK), "weak").forecast();
    assertThat(forecast.calls()).isEqualByComparingTo("1.80");
    assertThat(forecast.perCall()).isEqualTo(new Usage(200, 0, 0, 0, 50, 0));
    assertThat(forecast.basis()).contains("last 5 tasks of its kind with weak");
    assertThat(candidate(chosen(), "weak").cost()).isEqualTo(Money.of("0.00045"));
    // Another model is reckoned by what it took, and else by what anybody did.
    assertThat(candidate(chosen(), "strong").forecast().basis())
        .isEqualTo("as the last 5 tasks of its kind");
  }

  @Test
  void callsOutsideOfTasksSayNothingOfThem() {
    Stream.of("a", "b", "c", "d", "e", "f")
        .forEach(key -> ledger.book(entry(key, "", "letter", USUAL)));

    assertThat(candidate(chosen(), "weak").forecast().basis()).contains("usually");
  }

  private void book(String turn, int call, String kind, Usage usage) {
    ledger.book(entry(turn + "/" + call, turn, kind, usage));
  }

  private LedgerEntry entry(String key, String turn, String kind, Usage usage) {
    return new LedgerEntry(
        key,
        "acme",
        "ana",
        turn,
        "writer",
        "weak",
        kind,
        usage,
        Terms.STANDARD,
        new Bill(Money.ZERO, List.of(), List.of(), List.of()),
        "",
        clock.instant(),
        clock.instant());
  }
}
