package dev.steward.core.tier;

import dev.steward.core.Failure;
import dev.steward.core.cost.Ledger;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.PaidCall;
import dev.steward.core.cost.PriceTable;
import dev.steward.core.cost.Terms;
import dev.steward.core.cost.Usage;
import dev.steward.core.model.ChatModel;
import dev.steward.core.model.Models;
import dev.steward.core.run.CallContext;
import dev.steward.core.run.Handler;
import dev.steward.core.run.Op;
import dev.steward.core.tier.Tier.Candidate;
import dev.steward.core.tier.TierRules.Allowed;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Chooses a model for a task: the cheapest one, at the prices of now, of those that surely do its
/// kind well enough. Where none does, the strongest one. One task in twenty, where little is at
/// stake, goes to a cheaper model that has yet to prove itself.
///
/// A model has proved itself when nine in ten would bet that it stays above the kind's floor. One
/// that the owner trusts is taken to have passed twice as many tasks as that takes, so that it is
/// dropped soon after it fails, and not at the first time.
public final class Tiers implements Handler<Tiers.Request, Tier> {
  /// As one durable step, so that a task goes on with the same model after a crash.
  public static final Op<Request, Tier> CHOOSE = new Op<>("tier", Request.class, Tier.class);

  private static final double DOUBT = 0.1;
  private static final double TRIED = 0.05;

  /// So many decimals of what is only expected are shown.
  private static final int SHOWN = 6;

  private final TierRules rules;
  private final Models models;
  private final Parts parts;
  private final Forecasts forecasts;

  /// A task that a model is to be chosen for.
  public record Request(String tenant, String agent, String kind) {}

  /// What a choice takes.
  ///
  /// @param random says which tasks a model is tried on
  public record Parts(
      PriceTable prices, Ledger ledger, Outcomes outcomes, Clock clock, RandomGenerator random) {}

  public Tiers(TierRules rules, Models models, Parts parts) {
    this.rules = rules;
    this.models = models;
    this.parts = parts;
    this.forecasts = new Forecasts(parts.ledger(), parts.clock());
  }

  @Override
  public Tier run(Request request, CallContext context) {
    var tier = choice(request);
    return untried(tier)
        .filter(_ -> parts.random().nextDouble() < TRIED)
        .map(candidate ->
            new Tier(
                tier.agent(),
                tier.kind(),
                tier.demand(),
                candidate.model(),
                true,
                "one task in twenty is for a cheaper model to prove itself; else " + tier.model(),
                tier.candidates()))
        .orElse(tier);
  }

  /// What would be chosen now, if nothing were tried.
  ///
  /// @throws Failure USER if the agent has no choice for that kind
  public Tier choice(Request request) {
    var allowed =
        rules
            .allowed(request.agent(), request.kind())
            .orElseThrow(() ->
                Failure.user(
                    "Agent '%s' has no choice of models for tasks of kind '%s'; give it `models` in steward.yaml"
                        .formatted(request.agent(), request.kind())));
    var demand = rules.demand(request.kind());
    var candidates = candidates(request, allowed, demand);
    var fit = candidates.stream().filter(candidate -> isFit(candidate, demand)).toList();
    var chosen =
        fit.isEmpty()
            ? candidates.reversed().stream().findFirst()
            // Of two that cost the same the stronger one.
            : fit.reversed().stream().min(Comparator.comparing(Candidate::expected));
    return new Tier(
        request.agent(),
        request.kind(),
        demand,
        chosen.map(Candidate::model).orElse(""),
        false,
        chosen
            .map(candidate -> reason(candidate, fit, demand))
            .orElse("none of them can be called"),
        candidates);
  }

  /// What would be chosen now, if nothing were tried; nothing if the agent has no choice for that
  /// kind.
  public Optional<Tier> find(Request request) {
    return rules.allowed(request.agent(), request.kind()).map(_ -> choice(request));
  }

  private List<Candidate> candidates(Request request, Allowed allowed, Demand demand) {
    var candidates = new ArrayList<Candidate>();
    var callable = models.callable(allowed.models()).stream().map(ChatModel::name).toList();
    for (var model : callable.reversed()) {
      var stronger = candidates.isEmpty() ? Money.ZERO : candidates.getFirst().cost();
      candidate(request, model, allowed.trusts(model, demand.highStake()), demand, stronger)
          .ifPresent(candidates::addFirst);
    }
    return candidates;
  }

  /// @param stronger what the next stronger model costs; nothing if there is none
  private Optional<Candidate> candidate(
      Request request, String model, boolean trusted, Demand demand, Money stronger) {
    var forecast = forecasts.of(request.tenant(), request.kind(), model, demand.usual());
    var cost = price(model, forecast.perCall()).map(each -> times(each, forecast.calls()));
    var tally = parts.outcomes().tally(request.tenant(), request.kind(), model);
    int credit = trusted ? credit(demand) : 0;
    var known = tally.passed() + tally.failed() + credit;
    var fails =
        known == 0
            ? BigDecimal.ZERO
            : BigDecimal.valueOf(tally.failed())
                .divide(BigDecimal.valueOf(known), MathContext.DECIMAL64);
    var surely = new Beta(tally.passed() + credit + 1, tally.failed() + 1).quantile(DOUBT);
    return cost.map(exact ->
        new Candidate(
            model,
            trusted,
            tally.passed(),
            tally.failed(),
            surely,
            forecast,
            exact,
            exact.plus(times(stronger, fails))));
  }

  /// How many passes trust is worth: twice as many in a row as prove that a model is fit.
  private static int credit(Demand demand) {
    return 2 * (int) Math.ceil(Math.log(DOUBT) / Math.log(demand.floor()));
  }

  private Optional<Money> price(String model, Usage usage) {
    var now = parts.clock().instant();
    try {
      return Optional.of(
          parts.prices().quote(new PaidCall(model, usage, Terms.STANDARD, now, now)).total());
    } catch (Failure unpriced) {
      return Optional.empty();
    }
  }

  private static Money times(Money each, BigDecimal times) {
    return new Money(each.dollars().multiply(times));
  }

  private static boolean isFit(Candidate candidate, Demand demand) {
    return candidate.surely() >= demand.floor();
  }

  /// The model that has yet to prove itself and that least is known of, among those that would be
  /// cheaper.
  private static Optional<Candidate> untried(Tier tier) {
    if (tier.demand().highStake()) {
      return Optional.empty();
    }
    return tier.candidates().stream()
        .filter(candidate -> candidate.model().equals(tier.model()))
        .findFirst()
        .flatMap(chosen ->
            tier.candidates().stream()
                .filter(candidate -> !isFit(candidate, tier.demand()))
                .filter(candidate -> candidate.cost().compareTo(chosen.cost()) < 0)
                .min(
                    Comparator.comparingInt(candidate -> candidate.passed() + candidate.failed())));
  }

  private static String reason(Candidate chosen, List<Candidate> fit, Demand demand) {
    var floor = percent(demand.floor());
    if (fit.isEmpty()) {
      return "none surely does %s of such tasks well, so the strongest".formatted(floor);
    }
    var proof =
        chosen.passed() + chosen.failed() == 0
            ? "trusted without outcomes"
            : "%d of %d tasks passed%s"
                .formatted(
                    chosen.passed(),
                    chosen.passed() + chosen.failed(),
                    chosen.trusted() ? ", and it is trusted" : "");
    return "%s, %s; about %s a task"
        .formatted(
            fit.size() == 1
                ? "the only one that surely does %s well".formatted(floor)
                : "the cheapest of %d that surely do %s well".formatted(fit.size(), floor),
            proof,
            new Money(chosen.expected().dollars().setScale(SHOWN, RoundingMode.HALF_UP)));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", share * 100);
  }
}
