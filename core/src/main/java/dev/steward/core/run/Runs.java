package dev.steward.core.run;

import dev.steward.core.Failure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The engine: starts runs, carries them on after a crash, wakes those that wait.
///
/// One process at a time works on a journal; the store's lock on its folder sees to that.
public final class Runs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Runs.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

  private final Journal journal;
  private final Codec codec;
  private final Clock clock;
  private final Interpreter interpreter;
  private final Options options;

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore permits;
  private final Lanes lanes = new Lanes();
  private final Map<Key, Live> live = new ConcurrentHashMap<>();
  private final PriorityBlockingQueue<Wake> wakes =
      new PriorityBlockingQueue<>(16, Comparator.comparing(Wake::at));
  private volatile boolean closing;

  /// How to run.
  ///
  /// @param maxParallel the most runs at work at once; others wait for their turn
  /// @param observer sees every event of every run, on the run's own thread
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

  private record Key(String tenant, String id) {}

  private record Wake(Instant at, Key key) {}

  /// A run that is at work or queued in this process.
  private static final class Live {
    private final CountDownLatch settled = new CountDownLatch(1);
    private final Collection<Consumer<RunEvent>> observers = new CopyOnWriteArrayList<>();
    private volatile boolean signalled;
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
    this.options = options;
    this.permits = new Semaphore(options.maxParallel());
  }

  /// Writes a new run down and sets it to work. Starting the same id again changes nothing.
  ///
  /// @param lane see [Run]
  /// @return false if the run was there already
  public <S extends Record> boolean start(
      Graph<S> graph, String tenant, String user, String lane, String id, S state) {
    var now = clock.instant();
    var run =
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
            Instant.MAX);
    checkOpen();
    // Registered first, so that nobody finds it in the journal and not here.
    var key = new Key(tenant, id);
    var entry = new Live();
    if (live.putIfAbsent(key, entry) != null) {
      return false;
    }
    boolean started = false;
    try {
      started = journal.start(run);
    } finally {
      if (!started) {
        live.remove(key);
        entry.settled.countDown();
      }
    }
    if (started) {
      lanes.enter(lane(run), () -> execute(run, entry, true));
    }
    return started;
  }

  /// Carries on every run that is not finished: for the start of a process.
  public void resumeUnfinished() {
    for (var run : journal.unfinished()) {
      if (run.status() == Run.Status.WAITING) {
        scheduleWake(run);
      } else {
        carryOn(run);
      }
    }
  }

  /// Carries on every run whose time to wake has come. To be called every second or so.
  public void wakeDue() {
    for (var next = wakes.peek();
        next != null && !next.at().isAfter(clock.instant());
        next = wakes.peek()) {
      if (wakes.remove(next)) {
        wake(next.key());
      }
    }
  }

  /// Delivers a signal. False, and nothing changed, if the run has one of this id already.
  ///
  /// @throws Failure USER if there is no such run
  public boolean signal(String tenant, String run, String name, String id, Object payload) {
    var known = find(tenant, run);
    var added =
        journal.signal(tenant, new Signal(run, name, id, codec.encode(payload), clock.instant()));
    if (added && !known.status().isFinished()) {
      wake(new Key(tenant, run));
    }
    return added;
  }

  /// Tells what became of a step of unknown outcome, and carries the run on.
  ///
  /// @param happened whether it happened in the world; if not, it is done now
  /// @throws Failure USER if no step of the run is in doubt
  public void resolve(String tenant, String run, boolean happened) {
    find(tenant, run);
    var step =
        journal.steps(tenant, run).stream()
            .filter(known -> known.status() == Step.Status.UNKNOWN)
            .findFirst()
            .orElseThrow(() ->
                Failure.user(
                    "Run %s waits for nobody's word: none of its steps is in doubt"
                        .formatted(run)));
    var name = Calls.outcomeSignal(step);
    signal(tenant, run, name, name, happened);
  }

  /// Blocks until the run is done, has failed or waits.
  ///
  /// @throws Failure USER if there is no such run; LIMIT if it takes longer than `timeout`
  public Run await(String tenant, String id, Duration timeout) {
    var entry = live.get(new Key(tenant, id));
    if (entry != null) {
      try {
        if (!entry.settled.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
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

  /// Shows `observer` the events of a run that is at work, on the run's own thread, until the
  /// result is closed. False if it is not at work in this process: look it up instead.
  public boolean observe(String tenant, String id, Consumer<RunEvent> observer) {
    var entry = live.get(new Key(tenant, id));
    if (entry == null) {
      return false;
    }
    entry.observers.add(observer);
    // It may have settled between the look and the registration.
    return entry.settled.getCount() > 0;
  }

  /// The graph of that name, drawn; empty if there is none (any more).
  public String diagram(String graph) {
    return interpreter.diagram(graph);
  }

  private Run find(String tenant, String id) {
    return journal.find(tenant, id).orElseThrow(() -> Failure.user("There is no run '" + id + "'"));
  }

  /// Atomic against a run that is just being parked: either it sees the flag when it leaves, or it
  /// has left and is carried on from the journal.
  private void wake(Key key) {
    var atWork =
        live.computeIfPresent(
            key,
            (same, entry) -> {
              entry.signalled = true;
              return entry;
            });
    if (atWork == null) {
      journal
          .find(key.tenant(), key.id())
          .filter(run -> !run.status().isFinished())
          .ifPresent(this::wakeUp);
    }
  }

  private void wakeUp(Run run) {
    var running = run.running(clock.instant());
    journal.update(running);
    carryOn(running);
  }

  private void carryOn(Run run) {
    var entry = new Live();
    if (live.putIfAbsent(new Key(run.tenant(), run.id()), entry) == null) {
      lanes.enter(lane(run), () -> execute(run, entry, false));
    } else {
      wake(new Key(run.tenant(), run.id()));
    }
  }

  /// A run without a lane has one of its own.
  private static String lane(Run run) {
    return run.tenant() + "/" + (run.lane().isEmpty() ? "run/" + run.id() : "lane/" + run.lane());
  }

  private void execute(Run run, Live entry, boolean fresh) {
    try {
      executor.execute(() -> work(run, entry, fresh));
    } catch (RejectedExecutionException e) {
      LOG.debug("Run {} goes on in the next process", run.id());
    }
  }

  private void work(Run run, Live entry, boolean fresh) {
    var settled = run;
    try {
      permits.acquire();
      try {
        settled = advance(run, entry, fresh);
      } finally {
        permits.release();
      }
    } catch (Stopped | InterruptedException e) {
      LOG.debug("Run {} goes on in the next process", run.id());
      entry.settled.countDown();
      tell(entry, new RunEvent.Settled(run));
      return;
    } catch (RuntimeException | Error e) {
      LOG.error("Run {} could not be written down; it is tried again", run.id(), e);
      wakes.add(new Wake(clock.instant().plus(RETRY_AFTER), new Key(run.tenant(), run.id())));
    }
    leave(settled, entry);
  }

  private void leave(Run settled, Live entry) {
    var key = new Key(settled.tenant(), settled.id());
    live.remove(key, entry);
    lanes.leave(lane(settled));
    entry.settled.countDown();
    tell(entry, new RunEvent.Settled(settled));
    if (settled.status() == Run.Status.WAITING) {
      scheduleWake(settled);
      if (entry.signalled) {
        wake(key);
      }
    }
  }

  private Run advance(Run run, Live entry, boolean fresh) {
    return settle(interpreter.advance(run, fresh, event -> tell(entry, event), () -> closing));
  }

  private Run settle(Run run) {
    if (closing) {
      throw new Stopped();
    }
    journal.update(run);
    return run;
  }

  private void tell(Live entry, RunEvent event) {
    options.observer().accept(event);
    entry.observers.forEach(observer -> observer.accept(event));
  }

  private void scheduleWake(Run run) {
    if (run.wakeAt().isBefore(Instant.MAX)) {
      wakes.add(new Wake(run.wakeAt(), new Key(run.tenant(), run.id())));
    }
  }

  private void checkOpen() {
    if (closing) {
      throw Failure.internal(
          "Steward is stopping and takes no new work; try again in a moment", null);
    }
  }

  /// Stops at the next step. What is under way goes on in the next process.
  @Override
  public void close() {
    closing = true;
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(CLOSE_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("Some steps did not stop within {}; they count as interrupted", CLOSE_WITHIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
