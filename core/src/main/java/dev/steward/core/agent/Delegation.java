package dev.steward.core.agent;

import dev.steward.core.run.Effect;
import dev.steward.core.tool.Schema;
import dev.steward.core.tool.ToolCall;
import dev.steward.core.tool.ToolSpec;
import java.util.List;
import java.util.stream.Collectors;

/// Handing a part of a task to another agent, as a tool: the other one does it in the same run, so
/// that each of its calls is a durable step, and its answer is the tool's.
///
/// @param agent who is to do it; empty if it was not named
/// @param task what is to be done; empty if it was not said
record Delegation(String agent, String task) {
  static final String TOOL = "delegate";

  /// How deep a part of a part of a task may be handed on.
  static final int DEEPEST = 3;

  /// The tool for those who may be handed something.
  static ToolSpec spec(List<Agent> delegates) {
    var who =
        delegates.stream()
            .map(agent -> "%s (%s)".formatted(agent.name(), agent.role()))
            .collect(Collectors.joining("; "));
    return new ToolSpec(
        TOOL,
        "Hand a part of the task to a colleague and get their answer. They know the house's"
            + " policies, but nothing of this talk: say all that they need.",
        new Schema.Struct(
            "",
            List.of(
                Schema.required(
                    "agent", new Schema.Choice(who, delegates.stream().map(Agent::name).toList())),
                Schema.required("task", new Schema.Text("what they are to do, whole and clear")))),
        Effect.PURE);
  }

  static boolean isOne(ToolCall call) {
    return call.tool().equals(TOOL);
  }

  static Delegation of(ToolCall call) {
    return new Delegation(text(call, "agent"), text(call, "task"));
  }

  private static String text(ToolCall call, String name) {
    return call.arguments().get(name) instanceof String text ? text.strip() : "";
  }
}
