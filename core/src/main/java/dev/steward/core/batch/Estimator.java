package dev.steward.core.batch;

import dev.steward.core.Failure;
import dev.steward.core.agent.Agent;
import dev.steward.core.agent.Team;
import dev.steward.core.cost.Ledger;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.PaidCall;
import dev.steward.core.cost.PriceTable;
import dev.steward.core.cost.Terms;
import dev.steward.core.cost.Usage;
import dev.steward.core.model.ChatModel;
import dev.steward.core.model.Models;
import dev.steward.core.text.TokenEstimate;
import dev.steward.core.tier.TierRules;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Says what items are going to cost: likely, and at most.
public final class Estimator {
  /// What a prompt holds beside the item: instructions, policies, and what is recalled.
  private static final int USUAL_SURROUNDINGS = 800;

  private static final int MOST_SURROUNDINGS = 12_000;

  /// What one use of tools adds to the prompt of the next call, beside the model's own words.
  private static final int MOST_FROM_TOOLS = 4_000;

  private static final int USUAL_OUTPUT = 300;

  private static final Duration REMEMBERED = Duration.ofDays(30);
  private static final int FEWEST_CALLS = 5;
  private static final int HOURS = 24;

  /// Prompts are rounded up to so many tokens, so that few prices have to be looked up.
  private static final int ROUNDED = 512;

  private final Team team;
  private final TierRules tiers;
  private final Models models;
  private final PriceTable prices;
  private final Ledger ledger;
  private final Clock clock;
  private final Map<Asked, Money> dearest = new ConcurrentHashMap<>();

  private record Asked(String model, long input, long output, Instant day) {}

  /// What calls of an agent usually take.
  ///
  /// @param calls how many were looked at
  /// @param perItem calls for one task
  private record Habit(int calls, BigDecimal perItem, long output) {}

  public Estimator(
      Team team, TierRules tiers, Models models, PriceTable prices, Ledger ledger, Clock clock) {
    this.team = team;
    this.tiers = tiers;
    this.models = models;
    this.prices = prices;
    this.ledger = ledger;
    this.clock = clock;
  }

  /// What these tasks are going to cost together.
  ///
  /// @param agent empty: any of the team's
  /// @throws Failure USER if there is no such agent, or its model has no price
  Estimate estimate(String tenant, String agent, List<String> tasks) {
    var doer = team.agent(agent.isEmpty() ? team.main() : agent);
    var callable = models.callable(doer.models());
    if (callable.isEmpty()) {
      return new Estimate(
          tasks.size(), Agent.LOCAL, Money.ZERO, Money.ZERO, "no model can be called");
    }
    var model = callable.getFirst().name();
    callable.forEach(each -> prices.check(each.name(), Terms.STANDARD, clock.instant()));
    var habit = habit(tenant, doer);
    var now = clock.instant();
    var expected = Money.ZERO;
    var most = Money.ZERO;
    for (var task : tasks) {
      var input = TokenEstimate.of(task) + USUAL_SURROUNDINGS;
      var call = price(model, new Usage(input, 0, 0, 0, habit.output(), 0), now);
      expected = expected.plus(new Money(call.dollars().multiply(habit.perItem())));
      most = most.plus(worst(agent, task));
    }
    return new Estimate(
        tasks.size(),
        model,
        expected,
        most,
        basis(doer, habit),
        later(model, expected, habit, tasks, now));
  }

  /// The first call of each item at the price of a batch, the others as ever.
  private List<Estimate.Later> later(
      String model, Money expected, Habit habit, List<String> tasks, Instant now) {
    var batch = models.batch(model);
    if (batch.isEmpty() || !isPriced(model, now)) {
      return List.of();
    }
    var saved = BigDecimal.ZERO;
    for (var task : tasks) {
      var usage =
          new Usage(TokenEstimate.of(task) + USUAL_SURROUNDINGS, 0, 0, 0, habit.output(), 0);
      var less = price(model, usage, now).minus(price(model, Terms.BATCH, usage, now));
      saved = saved.add(less.dollars().multiply(habit.perItem().min(BigDecimal.ONE)));
    }
    var limits = batch.get().limits();
    return List.of(
        new Estimate.Later(limits.provider(), limits.window(), expected.minus(new Money(saved))));
  }

  private boolean isPriced(String model, Instant now) {
    try {
      prices.check(model, Terms.BATCH, now);
      return true;
    } catch (Failure unpriced) {
      return false;
    }
  }

  /// The most that one task may cost.
  ///
  /// @param agent empty: any of the team's
  Money worst(String agent, String task) {
    var candidates = agent.isEmpty() ? team.agents() : List.of(team.agent(agent));
    return candidates.stream()
        .map(candidate -> worst(candidate, task))
        .max(Money::compareTo)
        .orElse(Money.ZERO);
  }

  private Money worst(Agent agent, String task) {
    return models.callable(agent.models()).stream()
        .map(model -> worst(agent, model, task))
        .max(Money::compareTo)
        .orElse(Money.ZERO);
  }

  private Money worst(Agent agent, ChatModel model, String task) {
    var limits = agent.limits();
    var calls = calls(agent);
    var input = tokensAtMost(agent.instructions()) + tokensAtMost(task) + MOST_SURROUNDINGS;
    var sum = Money.ZERO;
    for (int call = 0; call < calls; call++) {
      var prompt = input + (long) call * (limits.maxTokens() + MOST_FROM_TOOLS);
      sum = sum.plus(dearest(model.name(), prompt, limits.maxTokens()));
    }
    return sum;
  }

  /// How many calls a task takes at most: without tools one, one more if the answer must have a
  /// shape, and one more where a stronger model may go on.
  private int calls(Agent agent) {
    var limits = agent.limits();
    var fewest = 1 + agent.ways().answer().size() + (tiers.mayChoose(agent.name()) ? 1 : 0);
    return agent.tools().isEmpty() ? Math.min(fewest, limits.steps()) : limits.steps();
  }

  /// No token is shorter than a byte.
  private static long tokensAtMost(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /// The price of a call at the dearest hour of the next day.
  private Money dearest(String model, long input, long output) {
    var rounded = (input + ROUNDED - 1) / ROUNDED * ROUNDED;
    var now = clock.instant();
    var day = now.truncatedTo(ChronoUnit.DAYS);
    return dearest.computeIfAbsent(
        new Asked(model, rounded, output, day),
        asked -> {
          var usage = new Usage(rounded, 0, 0, 0, output, 0);
          var most = Money.ZERO;
          for (int hour = 0; hour < HOURS; hour++) {
            var price = price(model, usage, now.plus(Duration.ofHours(hour)));
            most = price.compareTo(most) > 0 ? price : most;
          }
          return most;
        });
  }

  private Money price(String model, Usage usage, Instant at) {
    return price(model, Terms.STANDARD, usage, at);
  }

  private Money price(String model, Terms terms, Usage usage, Instant at) {
    return prices.quote(new PaidCall(model, usage, terms, at, at)).total();
  }

  private Habit habit(String tenant, Agent agent) {
    var now = clock.instant();
    var calls =
        ledger.entries(tenant, "", now.minus(REMEMBERED), now).stream()
            .filter(entry -> entry.agent().equals(agent.name()) && !entry.turn().isEmpty())
            .toList();
    if (calls.size() < FEWEST_CALLS) {
      return new Habit(0, BigDecimal.ONE, Math.min(USUAL_OUTPUT, agent.limits().maxTokens()));
    }
    var tasks = calls.stream().map(LedgerEntry::turn).distinct().count();
    var output = calls.stream().mapToLong(entry -> entry.usage().output()).sum();
    return new Habit(
        calls.size(),
        BigDecimal.valueOf(calls.size()).divide(BigDecimal.valueOf(tasks), 2, RoundingMode.HALF_UP),
        output / calls.size());
  }

  private static String basis(Agent agent, Habit habit) {
    return habit.calls() == 0
        ? "one call for each item, %d tokens written: %s has made too few calls to tell"
            .formatted(habit.output(), agent.name())
        : "%s calls for each item, %d tokens written by each, as in the last %d calls of %s"
            .formatted(
                habit.perItem().stripTrailingZeros().toPlainString(),
                habit.output(),
                habit.calls(),
                agent.name());
  }
}
