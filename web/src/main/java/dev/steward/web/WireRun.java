package dev.steward.web;

import dev.steward.core.Desk;
import dev.steward.core.run.Effect;
import dev.steward.core.run.Run;
import dev.steward.core.run.Step;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A run on the wire.
///
/// @param wakeAt null if nothing but a signal wakes it
record WireRun(
    String id,
    String userId,
    String lane,
    String graph,
    String status,
    String input,
    String output,
    String error,
    String waitingFor,
    String startedAt,
    String updatedAt,
    @Nullable String wakeAt) {

  /// A run with its steps and its graph as a Mermaid flowchart.
  record Detail(WireRun run, List<WireStep> steps, String diagram) {
    static Detail of(Desk.RunView view) {
      return new Detail(
          WireRun.of(view.run()), view.steps().stream().map(WireStep::of).toList(), view.diagram());
    }

    Desk.RunView view(String tenant) {
      return new Desk.RunView(
          run.run(tenant), steps.stream().map(step -> step.step(run.id)).toList(), diagram);
    }
  }

  /// A step on the wire.
  record WireStep(
      int number,
      String node,
      String op,
      String effect,
      String status,
      int attempts,
      String input,
      String output,
      String begunAt,
      String endedAt) {
    static WireStep of(Step step) {
      return new WireStep(
          step.number(),
          step.node(),
          step.op(),
          Wire.word(step.effect()),
          Wire.word(step.status()),
          step.attempts(),
          step.input(),
          step.output(),
          step.begunAt().toString(),
          step.endedAt().toString());
    }

    Step step(String run) {
      return new Step(
          run,
          number,
          node,
          op,
          Wire.constant(Effect.class, effect),
          Wire.constant(Step.Status.class, status),
          attempts,
          input,
          output,
          Instant.parse(begunAt),
          Instant.parse(endedAt));
    }
  }

  static WireRun of(Run run) {
    return new WireRun(
        run.id(),
        run.user(),
        run.lane(),
        run.graph(),
        Wire.word(run.status()),
        run.input(),
        run.output(),
        run.error(),
        run.waitingFor(),
        run.startedAt().toString(),
        run.updatedAt().toString(),
        run.wakeAt().equals(Instant.MAX) ? null : run.wakeAt().toString());
  }

  Run run(String tenant) {
    return new Run(
        id,
        tenant,
        userId,
        lane,
        graph,
        Wire.constant(Run.Status.class, status),
        input,
        output,
        error,
        waitingFor,
        Instant.parse(startedAt),
        Instant.parse(updatedAt),
        wakeAt == null ? Instant.MAX : Instant.parse(wakeAt));
  }
}
