package dev.steward.telemetry;

import dev.steward.core.Failure;
import dev.steward.core.agent.AgentObserver;
import dev.steward.core.agent.Answer;
import dev.steward.core.agent.Assignment;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;

/// A span and a figure for each task, or part of one, that an agent is at.
final class WatchedAgents implements AgentObserver {
  private static final String OPERATION = "invoke_agent";

  private final Traces traces;
  private final Figures figures;

  WatchedAgents(Traces traces, Figures figures) {
    this.traces = traces;
    this.figures = figures;
  }

  @Override
  public Seen begun(Assignment assignment) {
    var trace = traces.of(assignment.message());
    var session = assignment.scope().session();
    var span = trace.agent(assignment.agent().name(), session);
    span.setAttribute(Key.OPERATION, OPERATION)
        .setAttribute(Key.PROVIDER, "steward")
        .setAttribute(Key.AGENT, assignment.agent().name())
        .setAttribute(Key.RUN, assignment.message());
    if (!session.isEmpty()) {
      span.setAttribute(Key.CONVERSATION, session);
    }
    if (!assignment.kind().isEmpty()) {
      span.setAttribute(Key.KIND, assignment.kind());
    }
    return new WatchedAgent(trace, span, assignment.agent().name());
  }

  private final class WatchedAgent implements Seen {
    private final RunTrace trace;
    private final Span span;
    private final String name;
    private final long began = System.nanoTime();
    private String error = "";
    private boolean isOver;

    WatchedAgent(RunTrace trace, Span span, String name) {
      this.trace = trace;
      this.span = span;
      this.name = name;
    }

    @Override
    public void done(Answer answer) {
      isOver = true;
      span.setAttribute(Key.INPUT, answer.usage().prompt())
          .setAttribute(Key.OUTPUT, answer.usage().output())
          .setAttribute(Key.COST, answer.cost().dollars().toPlainString());
    }

    @Override
    public void failed(Failure failure) {
      isOver = true;
      error = Errors.of(failure);
      RunTrace.fail(span, error);
    }

    @Override
    public void close() {
      trace.agentEnded(span, !error.isEmpty());
      if (isOver) {
        var named = Attributes.builder().put(Key.AGENT, name);
        if (!error.isEmpty()) {
          named.put(Key.ERROR, error);
        }
        figures.agent(named.build(), Figures.since(began));
      }
    }
  }
}
