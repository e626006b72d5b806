package dev.steward.core.agent;

import dev.steward.core.run.Durable;
import dev.steward.core.tier.Citations;
import dev.steward.core.tier.Tier;
import dev.steward.core.tier.Tiers;
import dev.steward.core.tier.Verification;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The models that do one task, from the one that was chosen for it: when what that comes to does
/// not stand up, the next stronger one goes on, once. Where an agent has no choice, its models are
/// what they are, and nothing is checked.
final class ChosenModels {
  private final Assignment assignment;
  private final Durable durable;
  private final List<Tier> tier;
  private final Set<String> citable = new HashSet<>();
  private List<String> models;
  private boolean climbed;

  private ChosenModels(Assignment assignment, Durable durable, List<Tier> tier) {
    this.assignment = assignment;
    this.durable = durable;
    this.tier = tier;
    this.models =
        tier.stream()
            .map(Tier::chain)
            .filter(chain -> !chain.isEmpty())
            .findFirst()
            .orElse(assignment.agent().models());
  }

  /// Has a model chosen, in a step of its own, if the agent has a choice.
  static ChosenModels of(Assignment assignment, Durable durable, ModelWorker.Parts parts) {
    var agent = assignment.agent().name();
    var chosen =
        new ChosenModels(
            assignment,
            durable,
            parts.rules().allowed(agent, assignment.kind()).stream()
                .map(_ ->
                    durable.call(
                        Tiers.CHOOSE,
                        new Tiers.Request(assignment.scope().tenant(), agent, assignment.kind())))
                .toList());
    if (!chosen.tier.isEmpty()) {
      chosen.reads(assignment.text());
      chosen.reads(Instructions.of(assignment, parts.team().playbooks(assignment.kind())).text());
      assignment.history().forEach(message -> chosen.reads(message.text()));
    }
    return chosen;
  }

  /// Those to be tried now, in this order.
  List<String> models() {
    return models;
  }

  /// The model reads `text`, and can cite what it names.
  void reads(String text) {
    if (!tier.isEmpty()) {
      citable.addAll(Citations.in(text));
    }
  }

  /// What is wrong with what a model came to, found and noted in a step of its own; nothing where
  /// there was no choice.
  ///
  /// @param faults what is known to be wrong
  List<String> problems(
      String model, String text, List<String> faults, List<Verification.Deed> tried) {
    return tier.isEmpty()
        ? List.of()
        : durable
            .call(
                Verification.CHECK,
                new Verification.Request(
                    assignment.scope().tenant(),
                    assignment.kind(),
                    model,
                    text,
                    faults,
                    tried,
                    Citations.in(text).stream().filter(citable::contains).toList()))
            .problems();
  }

  /// Goes on with a stronger model than `than`; false if that was done before, or there is none.
  boolean climb(String than) {
    var stronger = tier.stream().flatMap(choice -> choice.stronger(than).stream()).toList();
    if (climbed || stronger.isEmpty()) {
      return false;
    }
    climbed = true;
    models = stronger;
    return true;
  }
}
