package dev.steward.core.run;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;

/// Whether a run is to end before it is done, and who is to be told of it in the middle of a step.
final class Cancellation {
  private final Set<Thread> interruptible = new HashSet<>();
  private boolean asked;
  private boolean tooLate;

  /// From now on no step of the run begins; those that may be broken off are.
  synchronized void ask() {
    if (!tooLate) {
      asked = true;
      interruptible.forEach(Thread::interrupt);
    }
  }

  synchronized boolean isAsked() {
    return asked;
  }

  /// From now on the run goes to its end, whoever asks.
  ///
  /// @throws Cancelled if somebody has asked by now
  synchronized void refuse() {
    check();
    tooLate = true;
  }

  /// To be called before a step begins.
  ///
  /// @throws Cancelled if the run is to end
  synchronized void check() {
    if (asked) {
      throw new Cancelled();
    }
  }

  /// Does something that is interrupted when the run is cancelled.
  ///
  /// @throws Cancelled if it is cancelled already
  <T> T interruptibly(Callable<T> work) throws Exception {
    enter();
    try {
      return work.call();
    } finally {
      leave();
    }
  }

  private synchronized void enter() {
    check();
    interruptible.add(Thread.currentThread());
  }

  /// The interrupt was for that piece of work alone: what is written down next must not break.
  private synchronized void leave() {
    interruptible.remove(Thread.currentThread());
    if (asked) {
      var _ = Thread.interrupted();
    }
  }
}
