package dev.steward.app.simulation;

import dev.steward.app.settings.Workload;
import dev.steward.core.agent.Agent;
import dev.steward.core.agent.Team;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.PaidCall;
import dev.steward.core.cost.Terms;
import dev.steward.core.cost.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What tasks would cost under a [Plan], against one strong model for everything.
public final class Simulation {
  /// The kind that calls have which tell kinds apart. One model for everything needs none.
  private static final String CLASSIFICATION = "classification";

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final Plan plan;
  private final String against;
  private final Map<Place, Line> lines = new LinkedHashMap<>();

  private record Place(String kind, String agent, String model) {}

  /// Calls for tasks of a kind, by one agent with one model.
  ///
  /// @param cost of them under the plan
  /// @param against what they would have cost with the one model
  /// @param booked what they have cost; nothing if they were never made
  public record Line(
      String kind,
      String agent,
      String model,
      long calls,
      Money cost,
      Money against,
      Money booked) {
    /// Both together, under the name of this one.
    public Line plus(Line other) {
      return new Line(
          kind,
          agent,
          model,
          calls + other.calls,
          cost.plus(other.cost),
          against.plus(other.against),
          booked.plus(other.booked));
    }
  }

  /// What came out.
  ///
  /// @param saved in percent of what the one model would have cost, rounded down to a tenth
  /// @param assumed what the figures rest on, in words
  public record Result(
      String against, List<Line> lines, Line total, BigDecimal saved, List<String> assumed) {
    public Result {
      lines = List.copyOf(lines);
      assumed = List.copyOf(assumed);
    }
  }

  private Simulation(Plan plan, String against) {
    this.plan = plan;
    this.against = against;
  }

  /// The tasks of a workload.
  ///
  /// @param against the model that would have done everything; empty: the dearest of the plan's for
  ///   these tasks
  /// @param classified whether a model tells the kind of each
  public static Result of(Workload workload, Plan plan, String against, boolean classified) {
    var simulation =
        new Simulation(
            plan,
            against.isEmpty()
                ? dearest(
                    plan,
                    workload.loads().stream().map(load -> call(load.usage(), load.at())).toList())
                : against);
    for (var load : workload.loads()) {
      simulation.add(load);
      if (classified) {
        plan.classifier()
            .ifPresent(agent ->
                simulation.add(
                    CLASSIFICATION,
                    agent,
                    call(workload.classification(), load.at()),
                    load.count(),
                    Money.ZERO));
      }
    }
    var assumed = new ArrayList<String>();
    assumed.add(
        classified
            ? "a model tells the kind of each task; the one model needs none of that"
            : "kinds are told apart without a model");
    assumed.add("tasks of agents without a model cost nothing, whoever does the others");
    return simulation.result(assumed);
  }

  private void add(Workload.Load load) {
    add(
        load.kind(),
        plan.owner(load.kind()),
        call(load.usage(), load.at()),
        load.count(),
        Money.ZERO);
  }

  /// The calls that were made and paid for.
  ///
  /// @param team that made them
  public static Result of(List<LedgerEntry> entries, Team team, Plan plan, String against) {
    var simulation =
        new Simulation(
            plan,
            against.isEmpty()
                ? dearest(plan, entries.stream().map(LedgerEntry::call).toList())
                : against);
    for (var entry : entries) {
      var terms = entry.terms().batch() ? Terms.BATCH : Terms.STANDARD;
      var call =
          new PaidCall(entry.model(), entry.usage(), terms, entry.startedAt(), entry.completedAt());
      simulation.add(entry.kind(), simulation.doer(entry, team), call, 1, entry.cost());
    }
    return simulation.result(
        List.of(
            "each call is made again by the owner of its kind, or by whoever was asked for by name; what was not done without a model is not now",
            "a batch stays one; other tiers and regions are billed as usual ones"));
  }

  /// Who would have made a call: the kind's owner if its owner made it then, else the agent of the
  /// same name; the main agent where that has no model.
  private Agent doer(LedgerEntry entry, Team team) {
    var wasOwners = team.owner(entry.kind()).name().equals(entry.agent());
    var isClassifiers = entry.agent().equals(team.classifier());
    var doer =
        isClassifiers
            ? plan.classifier().orElseGet(plan::main)
            : wasOwners
                ? plan.owner(entry.kind())
                : plan.agent(entry.agent()).orElseGet(() -> plan.owner(entry.kind()));
    return Plan.isWithoutModel(doer) ? plan.main() : doer;
  }

  private void add(String kind, Agent agent, PaidCall call, long count, Money booked) {
    var model = plan.model(agent, kind, call);
    var would =
        kind.equals(CLASSIFICATION) || model.equals(Agent.LOCAL)
            ? Money.ZERO
            : Plan.times(plan.price(against, call), count);
    lines.merge(
        new Place(kind, agent.name(), model),
        new Line(
            kind,
            agent.name(),
            model,
            count,
            Plan.times(plan.price(model, call), count),
            would,
            booked),
        Line::plus);
  }

  private static PaidCall call(Usage usage, Instant at) {
    return new PaidCall("", usage, Terms.STANDARD, at, at);
  }

  private static String dearest(Plan plan, List<PaidCall> calls) {
    return plan.models().stream()
        .max(
            Comparator.comparing(model ->
                calls.stream()
                    .map(call -> plan.price(model, call))
                    .reduce(Money.ZERO, Money::plus)))
        .orElse(Agent.LOCAL);
  }

  private Result result(List<String> particular) {
    var total =
        lines.values().stream()
            .reduce(new Line("total", "", "", 0, Money.ZERO, Money.ZERO, Money.ZERO), Line::plus);
    var assumed = new ArrayList<String>();
    assumed.add(
        "the same tokens whatever model reads and writes them, at the prices of the same moments; models count tokens differently, and how well the work is done is not compared");
    assumed.add(
        "each agent has its first model, or where it has a choice the cheapest that is trusted before there are outcomes");
    assumed.addAll(particular);
    return new Result(against, List.copyOf(lines.values()), total, saved(total), assumed);
  }

  private static BigDecimal saved(Line total) {
    var would = total.against().dollars();
    return would.signum() == 0
        ? BigDecimal.ZERO
        : would
            .subtract(total.cost().dollars())
            .multiply(HUNDRED)
            .divide(would, 1, RoundingMode.FLOOR);
  }
}
