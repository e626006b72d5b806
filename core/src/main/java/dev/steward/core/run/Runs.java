package dev.steward.core.run;

import dev.steward.core.Failure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The engine: starts runs, carries them on after a crash, wakes those that wait.
///
/// One process at a time works on a journal; the store's lock on its folder sees to that.
public final class Runs implements AutoCloseable {
  /// What the log calls the run that is worked on.
  public static final String RUN = "run";

  /// What the log calls the key of the step that is carried out.
  public static final String STEP = "step";

  /// The signal that cancels a run.
  static final String CANCEL = "cancel";

  private final Journal journal;
  private final Codec codec;
  private final Clock clock;
  private final Interpreter interpreter;
  private final Engine engine;

  /// How to run.
  ///
  /// @param maxParallel the most runs at work at once; others wait for their turn
  /// @param observer sees every event of every run, on the thread that works at the step: of a
  ///   fan-out, on several at once. What it throws is logged and changes nothing
  /// @param pause waits between two attempts at a step
  public record Options(int maxParallel, Consumer<RunEvent> observer, Pause pause) {
    public static final Options DEFAULTS = new Options(64, event -> {}, Pause.SLEEPING);

    public Options withObserver(Consumer<RunEvent> observer) {
      return new Options(maxParallel, observer, pause);
    }

    public Options withPause(Pause pause) {
      return new Options(maxParallel, observer, pause);
    }
  }

  public Runs(
      Journal journal,
      Codec codec,
      Handlers handlers,
      Clock clock,
      Collection<Graph<?>> graphs,
      Options options) {
    this.journal = journal;
    this.codec = codec;
    this.clock = clock;
    this.interpreter = new Interpreter(journal, codec, handlers, clock, graphs, options.pause());
    this.engine = new Engine(journal, interpreter, clock, options);
  }

  /// Writes a new run down and sets it to work. Starting the same id again changes nothing.
  ///
  /// @param lane see [Run]
  /// @return false if the run was there already
  public <S extends Record> boolean start(
      Graph<S> graph, String tenant, String user, String lane, String id, S state) {
    var now = clock.instant();
    return engine.start(
        new Run(
            id,
            tenant,
            user,
            lane,
            graph.name(),
            Run.Status.RUNNING,
            codec.encode(state),
            "",
            "",
            "",
            now,
            now,
            Instant.MAX));
  }

  /// Carries on every run that is not finished: for the start of a process.
  public void resumeUnfinished() {
    resumeUnfinished(run -> true);
  }

  /// Carries on those of the runs that are not finished, and leaves the others where they are until
  /// somebody [carries them on][#carryOn].
  public void resumeUnfinished(Predicate<Run> which) {
    for (var run : journal.unfinished().stream().filter(which).toList()) {
      if (run.status() == Run.Status.WAITING && heardNothing(run)) {
        engine.rest(run);
      } else {
        engine.wake(run);
      }
    }
  }

  /// Carries on a run that is not finished, if it is not at work.
  ///
  /// @throws Failure USER if there is no such run
  public void carryOn(String tenant, String id) {
    var run = find(tenant, id);
    if (run.status() == Run.Status.WAITING && heardNothing(run)) {
      engine.rest(run);
    } else if (!run.status().isFinished()) {
      engine.wake(run);
    }
  }

  /// A signal may have been written down just before the process ended, and have woken nobody.
  private boolean heardNothing(Run run) {
    return journal.signals(run.tenant(), run.id()).isEmpty();
  }

  /// Carries on every run whose time to wake has come. To be called every second or so.
  public void wakeDue() {
    engine.wakeDue();
  }

  /// Delivers a signal. False, and nothing changed, if the run has one of this id already.
  ///
  /// @throws Failure USER if there is no such run
  public boolean signal(String tenant, String run, String name, String id, Object payload) {
    var known = find(tenant, run);
    var added =
        journal.signal(tenant, new Signal(run, name, id, codec.encode(payload), clock.instant()));
    if (added && !known.status().isFinished()) {
      engine.wake(known);
    }
    return added;
  }

  /// Tells what became of a step of unknown outcome, and carries the run on.
  ///
  /// @param happened whether it happened in the world; if not, it is done now
  /// @throws Failure USER if no step of the run is in doubt
  public void resolve(String tenant, String run, boolean happened) {
    find(tenant, run);
    var said = journal.signals(tenant, run).stream().map(Signal::name).collect(Collectors.toSet());
    var name =
        journal.steps(tenant, run).stream()
            .filter(step -> step.status() == Step.Status.UNKNOWN)
            .map(Calls::outcomeSignal)
            .filter(signal -> !said.contains(signal))
            .findFirst()
            .orElseThrow(() ->
                Failure.user(
                    "Run %s waits for nobody's word: none of its steps is in doubt"
                        .formatted(run)));
    signal(tenant, run, name, name, happened);
  }

  /// Ends a run before it is done, for good and across processes; one that is over stays as it is.
  ///
  /// No step begins any more. A step that only waits for an answer is interrupted; one that changes
  /// something is let finish and is written down. What was begun in an earlier process and may or
  /// may not have happened is not done again. A run whose answer is being written down already
  /// [goes on][Graph.Builder#concluding] to its end.
  ///
  /// @throws Failure USER if there is no such run
  public void cancel(String tenant, String id) {
    var run = find(tenant, id);
    if (!run.status().isFinished()) {
      journal.signal(tenant, new Signal(id, CANCEL, CANCEL, codec.encode(true), clock.instant()));
      engine.cancel(run);
    }
  }

  /// Blocks until the run is done, has failed, was cancelled or waits; or the engine closes.
  ///
  /// @throws Failure USER if there is no such run; LIMIT if it takes longer than `timeout`
  public Run await(String tenant, String id, Duration timeout) {
    var key = new RunKey(tenant, id);
    var begun = System.nanoTime();
    for (var entry = engine.atWork(key); entry.isPresent(); entry = engine.atWork(key)) {
      try {
        if (!entry.get().awaitSettled(timeout.minusNanos(System.nanoTime() - begun))) {
          throw Failure.limit(
              "Run %s is still at work after %s; ask for it again later".formatted(id, timeout));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Failure.internal("Waiting for run " + id + " was interrupted; it goes on", e);
      }
    }
    return find(tenant, id);
  }

  /// Shows `observer` the events of a run that is at work, like [Options#observer], until it
  /// settles. False if it is not at work in this process, or has just settled: look it up instead.
  public boolean observe(String tenant, String id, Consumer<RunEvent> observer) {
    return engine.atWork(new RunKey(tenant, id)).filter(run -> run.observe(observer)).isPresent();
  }

  /// The graph of that name, drawn; empty if there is none (any more).
  public String diagram(String graph) {
    return interpreter.diagram(graph);
  }

  private Run find(String tenant, String id) {
    return journal.find(tenant, id).orElseThrow(() -> Failure.user("There is no run '" + id + "'"));
  }

  /// Stops at the next step. What is under way goes on in the next process.
  @Override
  public void close() {
    engine.close();
  }
}
