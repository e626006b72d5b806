package dev.steward.core.run;

import dev.steward.core.Failure;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Takes a run through its graph, as far as it goes.
final class Interpreter {
  private static final Logger LOG = LoggerFactory.getLogger(Interpreter.class);

  private final Journal journal;
  private final Codec codec;
  private final Handlers handlers;
  private final Clock clock;
  private final Map<String, Graph<?>> graphs;
  private final Pause pause;

  Interpreter(
      Journal journal,
      Codec codec,
      Handlers handlers,
      Clock clock,
      Collection<Graph<?>> graphs,
      Pause pause) {
    this.journal = journal;
    this.codec = codec;
    this.handlers = handlers;
    this.clock = clock;
    this.graphs = graphs.stream().collect(Collectors.toMap(Graph::name, Function.identity()));
    this.pause = pause;
  }

  String diagram(String graph) {
    var found = graphs.get(graph);
    return found == null ? "" : found.diagram();
  }

  /// The run as it is when it can go no further: done, failed, cancelled or waiting. Not yet
  /// written down.
  ///
  /// @param fresh whether it has no steps yet
  Run advance(
      Run run,
      boolean fresh,
      Cancellation cancellation,
      Consumer<RunEvent> observer,
      BooleanSupplier closing) {
    var graph = graphs.get(run.graph());
    if (graph == null) {
      return run.failed("There is no graph '" + run.graph() + "' any more", clock.instant());
    }
    // It may have been cancelled in an earlier process.
    if (!fresh && isCancelled(run)) {
      cancellation.ask();
    }
    List<Step> steps = fresh ? List.of() : journal.steps(run.tenant(), run.id());
    var log = new StepLog(run, steps, journal, codec, clock, observer);
    var replay =
        new Replay(log, new Calls(log, handlers, pause, cancellation, closing), new Waits(log));
    // The log says for which run a line is.
    try (var _ = MDC.putCloseable(Runs.RUN, run.id())) {
      var output = codec.encode(last(graph, run, replay, log, cancellation));
      return run.done(output, clock.instant());
    } catch (Cancelled cancelled) {
      return run.cancelled(clock.instant());
    } catch (Parked parked) {
      if (cancellation.isAsked()) {
        return run.cancelled(clock.instant());
      }
      return run.waiting(parked.waitingFor(), parked.wakeAt(), clock.instant());
    } catch (Astray astray) {
      LOG.error("{}", astray.text());
      return run.failed(astray.text(), clock.instant());
    } catch (Failure failure) {
      LOG.info("Run {} failed: {}", run.id(), failure.text());
      return run.failed(failure.text(), clock.instant());
    } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
      LOG.error("Run {} broke", run.id(), e);
      return run.failed(
          "The graph '%s' broke: %s".formatted(run.graph(), e.getClass().getName()),
          clock.instant());
    }
  }

  private boolean isCancelled(Run run) {
    return journal.signals(run.tenant(), run.id()).stream()
        .anyMatch(signal -> signal.name().equals(Runs.CANCEL));
  }

  private <S extends Record> S last(
      Graph<S> graph, Run run, Replay replay, StepLog log, Cancellation cancellation) {
    return graph.run(
        codec.decode(run.input(), graph.state()),
        replay,
        node -> {
          if (graph.concludes(node)) {
            cancellation.refuse();
          }
          log.enter(node);
        });
  }
}
