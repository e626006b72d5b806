package dev.steward.web;

import dev.steward.core.cost.Money;
import dev.steward.core.tier.Demand;
import dev.steward.core.tier.Forecast;
import dev.steward.core.tier.Tier;
import java.math.BigDecimal;
import java.util.List;

/// Which model a task would be given, on the wire.
///
/// @param tried whether it is to prove itself
record WireTier(
    String agent,
    String kind,
    double floor,
    String stakes,
    Wire.Tokens usual,
    String model,
    boolean tried,
    String reason,
    List<Candidate> candidates) {
  private static final String HIGH = "high";

  record Candidate(
      String model,
      boolean trusted,
      int passed,
      int failed,
      double surely,
      BigDecimal calls,
      Wire.Tokens perCall,
      String basis,
      BigDecimal cost,
      BigDecimal expected,
      String currency) {
    static Candidate of(Tier.Candidate candidate) {
      return new Candidate(
          candidate.model(),
          candidate.trusted(),
          candidate.passed(),
          candidate.failed(),
          candidate.surely(),
          candidate.forecast().calls(),
          Wire.Tokens.of(candidate.forecast().perCall()),
          candidate.forecast().basis(),
          candidate.cost().dollars(),
          candidate.expected().dollars(),
          Wire.CURRENCY);
    }

    Tier.Candidate candidate() {
      return new Tier.Candidate(
          model,
          trusted,
          passed,
          failed,
          surely,
          new Forecast(calls, perCall.usage(), basis),
          new Money(cost),
          new Money(expected));
    }
  }

  static WireTier of(Tier tier) {
    return new WireTier(
        tier.agent(),
        tier.kind(),
        tier.demand().floor(),
        tier.demand().highStake() ? HIGH : "usual",
        Wire.Tokens.of(tier.demand().usual()),
        tier.model(),
        tier.tried(),
        tier.reason(),
        tier.candidates().stream().map(Candidate::of).toList());
  }

  Tier tier() {
    return new Tier(
        agent,
        kind,
        new Demand(floor, stakes.equals(HIGH), usual.usage()),
        model,
        tried,
        reason,
        candidates.stream().map(Candidate::candidate).toList());
  }
}
