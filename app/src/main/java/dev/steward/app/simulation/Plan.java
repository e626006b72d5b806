package dev.steward.app.simulation;

import dev.steward.app.settings.Settings;
import dev.steward.core.Failure;
import dev.steward.core.agent.Agent;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.PaidCall;
import dev.steward.core.cost.PriceTable;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who would do which tasks, with which model, at which prices.
public final class Plan {
  private final Settings settings;
  private final PriceTable prices;
  private final Map<String, String> replaced;

  /// A plan of these settings' team.
  ///
  /// @param prices at which it works
  /// @param replaced the models that agents use in the place of their own, by agent
  /// @throws Failure USER if there is no such agent or model
  public Plan(Settings settings, PriceTable prices, Map<String, String> replaced) {
    this.settings = settings;
    this.prices = prices;
    this.replaced = Map.copyOf(replaced);
    replaced.forEach((agent, model) -> {
      settings.team().agent(agent);
      checkModel(model);
    });
  }

  /// Refuses a model that has no price.
  ///
  /// @throws Failure USER, naming those that have one
  public void checkModel(String model) {
    if (!prices.models().contains(model)) {
      throw Failure.user(
          "There is no model '%s' that has a price; there are: %s"
              .formatted(model, String.join(", ", prices.models())));
    }
  }

  /// Whose tasks of a kind are.
  public Agent owner(String kind) {
    return settings.team().owner(kind);
  }

  public Optional<Agent> agent(String name) {
    return settings.team().find(name);
  }

  /// Who does what its owner can't do without a model: the main agent.
  public Agent main() {
    return settings.team().agent(settings.team().main());
  }

  public Optional<Agent> classifier() {
    return agent(settings.team().classifier());
  }

  public static boolean isWithoutModel(Agent agent) {
    return agent.models().getFirst().equals(Agent.LOCAL);
  }

  /// The model that an agent does a call with: the one that takes the place of its own; where it
  /// has a choice, the cheapest of those that it is trusted with; else its first.
  public String model(Agent agent, String kind, PaidCall call) {
    var other = replaced.get(agent.name());
    if (other != null) {
      return other;
    }
    return settings.tiers().trusted(agent.name(), kind).reversed().stream()
        .min(Comparator.comparing(model -> price(model, call)))
        .orElseGet(() -> agent.models().getFirst());
  }

  /// What a call costs with a model; nothing with none.
  ///
  /// @throws Failure USER if the model had no price at that time
  public Money price(String model, PaidCall call) {
    if (model.equals(Agent.LOCAL)) {
      return Money.ZERO;
    }
    var bill =
        prices.settle(
            new PaidCall(model, call.usage(), call.terms(), call.startedAt(), call.completedAt()));
    if (bill.lines().isEmpty() && call.usage().total() > 0) {
      throw Failure.user(
          "The model %s had no price at %s, so nobody can say what it would have cost; name another model, or add a price that goes back so far"
              .formatted(model, call.completedAt()));
    }
    return bill.total();
  }

  /// So many times an amount.
  public static Money times(Money each, long count) {
    return new Money(each.dollars().multiply(BigDecimal.valueOf(count)));
  }

  /// The models that the team may use, in the order of the settings.
  public List<String> models() {
    return settings.team().agents().stream()
        .flatMap(agent -> models(agent).stream())
        .filter(model -> !model.equals(Agent.LOCAL))
        .distinct()
        .toList();
  }

  private List<String> models(Agent agent) {
    var other = replaced.get(agent.name());
    if (other != null) {
      return List.of(other);
    }
    return settings.tiers().mayChoose(agent.name())
        ? agent.models()
        : List.of(agent.models().getFirst());
  }
}
