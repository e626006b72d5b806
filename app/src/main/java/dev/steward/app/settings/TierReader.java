package dev.steward.app.settings;

import dev.steward.core.agent.Team;
import dev.steward.core.cost.Usage;
import dev.steward.core.routing.TaskKind;
import dev.steward.core.routing.TaskType;
import dev.steward.core.tier.Demand;
import dev.steward.core.tier.TierRules;
import dev.steward.core.tier.TierRules.Allowed;
import dev.steward.core.tier.TierRules.Place;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads who may choose from several models, and what each kind of task asks of them.
final class TierReader {
  /// What is asked of a task by how much it asks of whoever does it.
  private static final Map<TaskType, Demand> USUAL =
      Map.of(
          TaskType.SIMPLE, new Demand(0.8, false, new Usage(3_000, 0, 0, 0, 500, 0)),
          TaskType.DRAFT, new Demand(0.9, false, new Usage(2_000, 0, 0, 0, 800, 0)),
          TaskType.COMPLEX, new Demand(0.95, true, new Usage(6_000, 0, 0, 0, 1_500, 0)));

  private static final String HIGH = "high";
  private static final List<String> STAKES = List.of("usual", HIGH);

  private final List<String> models;
  private final Map<Place, Allowed> agents = new HashMap<>();
  private final Map<String, Allowed> kinds = new HashMap<>();
  private final Map<String, Demand> demands = new HashMap<>();

  /// @param models that may be named
  TierReader(List<String> models) {
    this.models = models;
  }

  /// Takes down what a kind asks, and which models its owner may choose from for it.
  void kind(TaskKind kind, Value.Fields fields) {
    var usual = demand(kind.type());
    var allowed = allowed(fields);
    if (!allowed.models().isEmpty()) {
      kinds.put(kind.name(), allowed);
    }
    var stakes = fields.at("stakes").choice(usual.highStake() ? HIGH : "usual", STAKES);
    demands.put(
        kind.name(),
        new Demand(floor(fields.at("floor"), usual), stakes.equals(HIGH), usual.usual()));
  }

  private static double floor(Value value, Demand usual) {
    var floor = value.decimal(BigDecimal.valueOf(usual.floor())).doubleValue();
    if (floor < Demand.LOWEST || floor > Demand.HIGHEST) {
      value.wrong("expected a share from 0.5 to 0.99, such as 0.9");
      return usual.floor();
    }
    return floor;
  }

  private static Demand demand(TaskType type) {
    return USUAL.entrySet().stream()
        .filter(entry -> entry.getKey() == type)
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  /// Takes down which models an agent may choose from; none if it has no choice.
  List<String> agent(String agent, Value.Fields fields) {
    var allowed = allowed(fields);
    if (!allowed.models().isEmpty()) {
      agents.put(Place.of(agent), allowed);
    }
    return allowed.models();
  }

  private Allowed allowed(Value.Fields fields) {
    var chosen = new ArrayList<String>();
    for (var item : fields.at("models").items()) {
      var model = item.choice("", models);
      if (chosen.contains(model)) {
        item.wrong("this stands here twice; keep one");
      } else if (!model.isEmpty()) {
        chosen.add(model);
      }
    }
    var trusted = fields.at("trusted");
    if (trusted.isPresent() && chosen.isEmpty()) {
      trusted.wrong("there is no choice of models here; write them under `models`");
      return new Allowed(List.of(), "");
    }
    return new Allowed(chosen, trusted.choice("", chosen));
  }

  /// All that was taken down. What is allowed for a kind is so for its owner.
  TierRules rules(Team team) {
    var allowed = new HashMap<>(agents);
    kinds.forEach((kind, models) -> allowed.put(new Place(team.owner(kind).name(), kind), models));
    return new TierRules(allowed, demands, demand(TaskType.SIMPLE));
  }
}
