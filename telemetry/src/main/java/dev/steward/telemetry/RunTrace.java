package dev.steward.telemetry;

import dev.steward.core.run.Run;
import dev.steward.core.run.Step;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// The spans of one run that is at work: the run's own, the agents that are at it, the latest one
/// on top, and its steps. Used by all threads that work on the run.
final class RunTrace {
  private static final String OPERATION = "invoke_workflow";

  private final Tracer tracer;
  private final long began = System.nanoTime();
  private final Span root;
  private final Deque<Span> agents = new ArrayDeque<>();
  private final Map<Integer, Span> steps = new HashMap<>();
  private int done;
  private int failed;

  RunTrace(Tracer tracer, String run) {
    this.tracer = tracer;
    this.root =
        tracer
            .spanBuilder(OPERATION)
            .setNoParent()
            .setAttribute(Key.OPERATION, OPERATION)
            .setAttribute(Key.RUN, run)
            .startSpan();
  }

  /// What a step or an agent that begins now is a part of.
  private Context current() {
    return Context.root().with(agents.isEmpty() ? root : agents.getFirst());
  }

  /// What something is a part of that happens in a step.
  synchronized Context within(int step) {
    var span = steps.get(step);
    return span == null ? current() : Context.root().with(span);
  }

  /// An agent begins.
  ///
  /// @param session where it works; the run's, too
  synchronized Span agent(String name, String session) {
    if (!session.isEmpty()) {
      root.setAttribute(Key.CONVERSATION, session);
    }
    var span = tracer.spanBuilder("invoke_agent " + name).setParent(current()).startSpan();
    agents.addFirst(span);
    return span;
  }

  /// An agent is over, and whoever it handed something to.
  ///
  /// @param hasFailed which is the run's failure if nobody handed it the work, and nothing else of
  ///   the run was done
  synchronized void agentEnded(Span agent, boolean hasFailed) {
    if (!agents.contains(agent)) {
      return;
    }
    var span = agents.removeFirst();
    while (!span.equals(agent)) {
      span.end();
      span = agents.removeFirst();
    }
    span.end();
    if (agents.isEmpty()) {
      done += hasFailed ? 0 : 1;
      failed += hasFailed ? 1 : 0;
    }
  }

  synchronized void begun(Step step) {
    var again = steps.get(step.number());
    if (again != null) {
      again.addEvent("tried again");
      return;
    }
    steps.put(
        step.number(),
        tracer
            .spanBuilder("step " + step.op())
            .setParent(current())
            .setAttribute(Key.RUN, step.run())
            .setAttribute(Key.STEP, step.key())
            .setAttribute(Key.NODE, step.node())
            .startSpan());
  }

  synchronized void ended(Step step) {
    var span = steps.remove(step.number());
    if (span != null) {
      span.setAttribute(Key.STATUS, word(step.status()));
      if (step.status() == Step.Status.FAILED) {
        fail(span, Errors.FAILED);
      }
      span.end();
    }
  }

  /// The run leaves: it is done, has failed, waits, or goes on in the next process.
  ///
  /// @return whether it failed
  synchronized boolean settled(Run run) {
    steps.values().forEach(Span::end);
    agents.forEach(Span::end);
    agents.clear();
    var isFailure = (failed > 0 && done == 0) || run.status() == Run.Status.FAILED;
    if (isFailure) {
      fail(root, Errors.FAILED);
    }
    root.updateName(OPERATION + " " + run.graph())
        .setAttribute(Key.WORKFLOW, run.graph())
        .setAttribute(Key.STATUS, word(run.status()))
        .end();
    return isFailure;
  }

  long began() {
    return began;
  }

  static void fail(Span span, String error) {
    span.setStatus(StatusCode.ERROR).setAttribute(Key.ERROR, error);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
