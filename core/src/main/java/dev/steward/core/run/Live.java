package dev.steward.core.run;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A run that is at work in this process, or about to be.
final class Live {
  private static final Logger LOG = LoggerFactory.getLogger(Live.class);

  private final Collection<Consumer<RunEvent>> observers = new CopyOnWriteArrayList<>();
  private final CountDownLatch settled = new CountDownLatch(1);
  private final Consumer<RunEvent> always;
  private final Cancellation cancellation = new Cancellation();
  private volatile boolean signalled;
  private final AtomicBoolean silent = new AtomicBoolean();
  private volatile Run run;

  /// An entry for a run.
  ///
  /// @param always sees every event, first
  Live(Run run, Consumer<RunEvent> always) {
    this.run = run;
    this.always = always;
  }

  RunKey key() {
    return RunKey.of(run);
  }

  Run run() {
    return run;
  }

  void is(Run run) {
    this.run = run;
  }

  /// Something arrived: the run must look again before it rests.
  void signal() {
    signalled = true;
  }

  boolean isSignalled() {
    return signalled;
  }

  Cancellation cancellation() {
    return cancellation;
  }

  /// False if the last event is over: the observer may miss it.
  boolean observe(Consumer<RunEvent> observer) {
    observers.add(observer);
    return !silent.get();
  }

  void tell(RunEvent event) {
    show(event, always);
    observers.forEach(observer -> show(event, observer));
  }

  /// An observer's trouble is none of the run's.
  private void show(RunEvent event, Consumer<RunEvent> observer) {
    try {
      observer.accept(event);
    } catch (RuntimeException e) {
      LOG.warn("An observer of run {} failed; the run goes on", run.id(), e);
    }
  }

  /// Tells the last event, once, and lets go whoever waits.
  void settle() {
    if (silent.compareAndSet(false, true)) {
      try {
        tell(new RunEvent.Settled(run));
      } finally {
        settled.countDown();
      }
    }
  }

  /// False if it takes longer.
  boolean awaitSettled(Duration timeout) throws InterruptedException {
    return settled.await(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
  }
}
