package dev.steward.core.tier;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the owner has said of the models that agents may choose from.
///
/// @param allowed for an agent, or for one of its kinds, which then comes first
/// @param demands by kind
/// @param otherwise what every other kind asks
public record TierRules(
    Map<Place, Allowed> allowed, Map<String, Demand> demands, Demand otherwise) {
  public TierRules {
    allowed = Map.copyOf(allowed);
    demands = Map.copyOf(demands);
  }

  /// Rules that leave nobody a choice.
  public static TierRules none(Demand otherwise) {
    return new TierRules(Map.of(), Map.of(), otherwise);
  }

  /// Where a choice is left.
  ///
  /// @param kind empty: any that the agent does
  public record Place(String agent, String kind) {
    /// All tasks of an agent.
    public static Place of(String agent) {
      return new Place(agent, "");
    }
  }

  /// Models to choose from.
  ///
  /// @param models from the weakest to the strongest, each once; at least one
  /// @param trusted the weakest one that is trusted before there are outcomes, as all stronger ones
  ///   are; empty: the first one, or where the stake is high the last
  public record Allowed(List<String> models, String trusted) {
    public Allowed {
      models = List.copyOf(models);
    }

    /// Whether a model is trusted before there are outcomes.
    boolean trusts(String model, boolean highStake) {
      var from = trusted.isEmpty() ? (highStake ? models.size() - 1 : 0) : models.indexOf(trusted);
      return models.indexOf(model) >= from;
    }
  }

  /// The models that an agent may choose from for a kind of task; empty if it has no choice.
  public Optional<Allowed> allowed(String agent, String kind) {
    return Optional.ofNullable(allowed.get(new Place(agent, kind)))
        .or(() -> Optional.ofNullable(allowed.get(Place.of(agent))));
  }

  /// The models that an agent is trusted to choose from for a kind before there are outcomes, from
  /// the weakest to the strongest; none if it has no choice.
  public List<String> trusted(String agent, String kind) {
    var highStake = demand(kind).highStake();
    return allowed(agent, kind).stream()
        .flatMap(
            choice -> choice.models().stream().filter(model -> choice.trusts(model, highStake)))
        .toList();
  }

  /// Whether an agent may choose from several models for any kind of task.
  public boolean mayChoose(String agent) {
    return allowed.keySet().stream().anyMatch(place -> place.agent().equals(agent));
  }

  /// What a kind asks.
  public Demand demand(String kind) {
    return demands.getOrDefault(kind, otherwise);
  }
}
