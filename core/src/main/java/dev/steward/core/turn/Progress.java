package dev.steward.core.turn;

import dev.steward.core.run.Codec;
import dev.steward.core.run.Effect;
import dev.steward.core.run.Step;
import dev.steward.core.tool.ToolResult;
import dev.steward.core.tool.ToolUse;
import dev.steward.core.tool.Toolbox;
import java.util.List;
import java.util.stream.Stream;

/// How far a turn came before it was cancelled, as the steps of its run tell.
final class Progress {
  private final List<Step> steps;
  private final Codec codec;

  Progress(List<Step> steps, Codec codec) {
    this.steps = steps;
    this.codec = codec;
  }

  /// What is told in place of an answer.
  String text() {
    var done = deeds();
    var told =
        done.isEmpty()
            ? "Cancelled. Nothing was changed before that."
            : "Cancelled. Done before that: %s".formatted(String.join("; ", done));
    var doubts = doubts();
    return doubts.isEmpty()
        ? told
        : "%s\n\nNobody knows whether this happened; look, for it is not done again: %s"
            .formatted(told, String.join(", ", doubts));
  }

  private List<String> deeds() {
    return changes()
        .filter(step -> step.status() == Step.Status.DONE)
        .map(step -> codec.decode(step.output(), ToolResult.class))
        .filter(ToolResult::ok)
        .map(ToolResult::text)
        .toList();
  }

  private List<String> doubts() {
    return changes()
        .filter(step -> step.status() == Step.Status.BEGUN || step.status() == Step.Status.UNKNOWN)
        .map(step ->
            "%s (step %d)"
                .formatted(codec.decode(step.input(), ToolUse.class).call().tool(), step.number()))
        .toList();
  }

  private Stream<Step> changes() {
    return steps.stream()
        .filter(step -> step.op().equals(Toolbox.USE.name()) && step.effect() != Effect.PURE);
  }
}
