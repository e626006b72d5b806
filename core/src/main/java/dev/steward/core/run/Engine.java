package dev.steward.core.run;

import dev.steward.core.Failure;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who works on which run, and when: each run is worked on by one thread at a time, lanes keep
/// their order, and whatever arrives for a run is seen before it rests.
final class Engine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

  private final Journal journal;
  private final Interpreter interpreter;
  private final Clock clock;
  private final Runs.Options options;

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore permits;
  private final Lanes lanes = new Lanes();
  private final Alarms alarms = new Alarms();

  /// Whoever puts an entry in works on that run, alone, until the entry is gone.
  private final Map<RunKey, Live> live = new ConcurrentHashMap<>();

  private volatile boolean closing;

  Engine(Journal journal, Interpreter interpreter, Clock clock, Runs.Options options) {
    this.journal = journal;
    this.interpreter = interpreter;
    this.clock = clock;
    this.options = options;
    this.permits = new Semaphore(options.maxParallel());
  }

  /// Writes a run down and sets it to work. False if it was there already.
  boolean start(Run run) {
    checkOpen();
    // Registered first, so that nobody finds it in the journal and not here.
    var entry = entry(run);
    var mine = live.putIfAbsent(entry.key(), entry) == null;
    var started = false;
    try {
      // Also if somebody else is about to: when this returns, the run is written down.
      started = journal.start(run);
    } finally {
      if (mine && !started) {
        giveUp(entry);
      }
    }
    if (started && mine) {
      enter(entry, true);
    } else if (started) {
      wake(run);
    }
    return started;
  }

  /// The run, if it is at work or about to be.
  Optional<Live> atWork(RunKey run) {
    return Optional.ofNullable(live.get(run));
  }

  /// Has a run end that was cancelled, which stands in the journal: at once if it is at work, else
  /// as soon as it is.
  void cancel(Run run) {
    atWork(RunKey.of(run)).ifPresent(entry -> entry.cancellation().ask());
    wake(run);
  }

  /// Leaves a waiting run alone until its time has come.
  void rest(Run run) {
    alarms.set(RunKey.of(run), run.wakeAt());
  }

  /// Sets those to work whose time has come.
  void wakeDue() {
    for (var run : alarms.takeDue(clock.instant())) {
      try {
        journal.find(run.tenant(), run.id()).ifPresent(this::wake);
      } catch (RuntimeException e) {
        tryAgain(run, e);
      }
    }
  }

  /// Sets a run to work that is not. One that is at work looks again before it rests: the change of
  /// its entry is atomic against its leaving.
  void wake(Run run) {
    var fresh = entry(run);
    var owner =
        live.compute(
            fresh.key(),
            (key, present) -> {
              if (present == null) {
                return fresh;
              }
              present.signal();
              return present;
            });
    if (owner == fresh) {
      goOn(fresh);
    }
  }

  /// What is known of the run is old: it may have gone on and left before it was registered.
  private void goOn(Live entry) {
    var key = entry.key();
    alarms.clear(key);
    try {
      var known = journal.find(key.tenant(), key.id());
      known.ifPresent(entry::is);
      if (known.isEmpty() || known.get().status().isFinished()) {
        giveUp(entry);
        return;
      }
      if (known.get().status() == Run.Status.WAITING) {
        var running = known.get().running(clock.instant());
        journal.update(running);
        entry.is(running);
      }
    } catch (RuntimeException e) {
      tryAgain(key, e);
      giveUp(entry);
      return;
    }
    enter(entry, false);
  }

  private void enter(Live entry, boolean fresh) {
    lanes.enter(Lanes.Lane.of(entry.run()), () -> execute(entry, fresh));
    if (closing) {
      letGo(entry);
    }
  }

  private void execute(Live entry, boolean fresh) {
    try {
      executor.execute(() -> work(entry, fresh));
    } catch (RejectedExecutionException e) {
      LOG.debug("Run {} goes on in the next process", entry.run().id());
    }
  }

  private void work(Live entry, boolean fresh) {
    try {
      permits.acquire();
      try {
        advance(entry, fresh);
      } finally {
        permits.release();
      }
    } catch (InterruptedException | RuntimeException | Error e) {
      if (!closing) {
        tryAgain(entry.key(), e);
      }
    }
    leave(entry);
  }

  private void advance(Live entry, boolean fresh) {
    var settled =
        interpreter.advance(entry.run(), fresh, entry.cancellation(), entry::tell, () -> closing);
    if (!closing) {
      journal.update(settled);
      entry.is(settled);
      rest(settled);
    }
  }

  private void tryAgain(RunKey run, Throwable why) {
    LOG.error("Run {} can't go on; it is tried again in {}", run.id(), RETRY_AFTER, why);
    alarms.set(run, clock.instant().plus(RETRY_AFTER));
  }

  /// A run that was signalled while it came to rest goes on at once, and is at work without a gap.
  private void leave(Live entry) {
    var next = entry(entry.run());
    var goesOn =
        live.computeIfPresent(
                entry.key(),
                (key, present) -> {
                  if (present != entry) {
                    return present;
                  }
                  return entry.isSignalled() && entry.run().status() == Run.Status.WAITING
                      ? next
                      : null;
                })
            == next;
    lanes.leave(Lanes.Lane.of(entry.run()));
    entry.settle();
    if (goesOn) {
      goOn(next);
    }
  }

  /// Leaves without having worked.
  private void giveUp(Live entry) {
    letGo(entry);
    if (entry.isSignalled()) {
      wake(entry.run());
    }
  }

  private void letGo(Live entry) {
    live.remove(entry.key(), entry);
    entry.settle();
  }

  private Live entry(Run run) {
    return new Live(run, options.observer());
  }

  private void checkOpen() {
    if (closing) {
      throw Failure.internal(
          "Steward is stopping and takes no new work; try again in a moment", null);
    }
  }

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
    live.values().forEach(this::letGo);
  }
}
