package dev.steward.telemetry;

import dev.steward.core.run.RunEvent;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The traces of the runs that are at work. What belongs to what is known by the keys of steps, not
/// by threads: a step is `run/number`, a call `run/number` and perhaps `.2`.
final class Traces implements Consumer<RunEvent> {
  private final Tracer tracer;
  private final Figures figures;
  private final Map<String, RunTrace> live = new ConcurrentHashMap<>();

  Traces(Tracer tracer, Figures figures) {
    this.tracer = tracer;
    this.figures = figures;
  }

  Tracer tracer() {
    return tracer;
  }

  @Override
  public void accept(RunEvent event) {
    switch (event) {
      case RunEvent.Begun(var step) -> of(step.run()).begun(step);
      case RunEvent.Worked _, RunEvent.Text _ -> {}
      case RunEvent.Ended(var step) -> of(step.run()).ended(step);
      case RunEvent.Settled(var run) -> {
        var trace = live.remove(run.id());
        if (trace != null) {
          figures.run(run, trace.settled(run), trace.began());
        }
      }
    }
  }

  /// The trace of a run that is at work.
  RunTrace of(String run) {
    return live.computeIfAbsent(run, id -> new RunTrace(tracer, id));
  }

  /// What something is a part of that happens in the step of this key; the root of nothing if it is
  /// no step of a run that is at work.
  Context within(String key) {
    int slash = key.lastIndexOf('/');
    var trace = slash < 0 ? null : live.get(key.substring(0, slash));
    return trace == null ? Context.root() : trace.within(number(key.substring(slash + 1)));
  }

  /// The number of a step, without that of a call in it.
  private static int number(String text) {
    int dot = text.indexOf('.');
    var digits = dot < 0 ? text : text.substring(0, dot);
    return digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : 0;
  }
}
