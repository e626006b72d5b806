package dev.steward.core.agent;

import dev.steward.core.Failure;
import dev.steward.core.run.Durable;
import dev.steward.core.tool.ToolCall;
import dev.steward.core.tool.ToolResult;
import dev.steward.core.tool.ToolSpec;
import java.util.List;
import java.util.Map;

/// Those to whom an agent may hand a part of its task: they do it in the same run, within what is
/// left to spend.
final class Colleagues {
  private final ModelWorker.Parts parts;
  private final Assignment assignment;
  private final Durable durable;
  private final Chain chain;
  private final Spending spending;
  private final Deeds deeds;
  private final List<Agent> agents;

  /// The colleagues for a task.
  ///
  /// @param spending takes what they spend
  /// @param deeds take what they do
  Colleagues(
      ModelWorker.Parts parts,
      Assignment assignment,
      Durable durable,
      Chain chain,
      Spending spending,
      Deeds deeds) {
    this.parts = parts;
    this.assignment = assignment;
    this.durable = durable;
    this.chain = chain;
    this.spending = spending;
    this.deeds = deeds;
    this.agents =
        assignment.agent().ways().delegates().stream()
            .filter(chain::mayHandTo)
            .flatMap(name -> parts.team().find(name).stream())
            .toList();
  }

  /// The tool to hand something on with; none if there is nobody.
  List<ToolSpec> tools() {
    return agents.isEmpty() ? List.of() : List.of(Delegation.spec(agents));
  }

  /// Has another agent do a part, and keeps what it decided.
  ToolResult handOn(ToolCall call) {
    var part = Delegation.of(call);
    var agent = agents.stream().filter(one -> one.name().equals(part.agent())).findFirst();
    if (agent.isEmpty()) {
      return ToolResult.refused(
          "There is nobody '%s' to hand this to; there are: %s"
              .formatted(part.agent(), String.join(", ", assignment.agent().ways().delegates())));
    }
    if (part.task().isEmpty()) {
      return ToolResult.refused("Say in `task` what is to be done");
    }
    var work =
        Work.of(
            parts,
            assignment.handedTo(agent.get(), part.task()),
            durable,
            chain.to(agent.get(), spending.left()));
    try {
      var answer = work.toTheEnd();
      take(work);
      new Notes(assignment, durable, chain)
          .keep(part.agent(), answer.decision(), work.spending().cost());
      deeds.rest(answer.sources());
      return new ToolResult(true, answer.text(), Map.of());
    } catch (Failure failure) {
      take(work);
      return ToolResult.refused("%s did not do it: %s".formatted(part.agent(), failure.text()));
    }
  }

  private void take(Work work) {
    spending.take(work.spending());
    deeds.take(work.agent(), work.deeds());
  }
}
