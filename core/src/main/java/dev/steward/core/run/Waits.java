package dev.steward.core.run;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The steps of a run that wait for a time or a signal: each notes until when, and unwinds the run
/// until that has come.
final class Waits {
  private static final Op<String, Awaited> AWAIT = new Op<>("await", String.class, Awaited.class);
  private static final Op<String, Instant> SLEEP = new Op<>("sleep", String.class, Instant.class);
  private static final Op<String, Instant> NOW = new Op<>("now", String.class, Instant.class);

  private final StepLog log;
  private final Set<String> consumed = new HashSet<>();

  /// What a wait came to.
  record Awaited(boolean arrived, String signal, String payload) {}

  Waits(StepLog log) {
    this.log = log;
  }

  Instant now(int number) {
    var known = log.find(number, NOW);
    if (known.isPresent()) {
      return log.output(known.get(), Instant.class);
    }
    var now = log.now();
    log.end(log.begin(number, NOW, Effect.PURE, ""), Step.Status.DONE, 1, log.encode(now));
    return now;
  }

  void sleep(int number, Duration duration) {
    var step = begun(number, SLEEP, duration);
    if (step.status() == Step.Status.DONE) {
      return;
    }
    var until = log.input(step, Instant.class);
    if (log.now().isBefore(until)) {
      throw new Parked("the time " + until, until);
    }
    log.end(step, Step.Status.DONE, 1, log.encode(until));
  }

  <T> Optional<T> await(int number, String signal, Class<T> type, Duration timeout) {
    var step = begun(number, AWAIT, timeout);
    if (step.status() == Step.Status.DONE) {
      return awaited(log.output(step, Awaited.class), type);
    }
    var deadline = log.input(step, Instant.class);
    var arrived = unconsumed(signal);
    if (arrived == null && log.now().isBefore(deadline)) {
      throw new Parked("the signal '" + signal + "'", deadline);
    }
    var outcome =
        arrived == null
            ? new Awaited(false, "", "")
            : new Awaited(true, arrived.id(), arrived.payload());
    log.end(step, Step.Status.DONE, 1, log.encode(outcome));
    return awaited(outcome, type);
  }

  /// The step that waits; its input is until when.
  private Step begun(int number, Op<?, ?> op, Duration duration) {
    var known = log.find(number, op);
    if (known.isPresent()) {
      return known.get();
    }
    var step = log.begin(number, op, Effect.PURE, log.encode(log.after(duration)));
    log.save(step);
    return step;
  }

  private <T> Optional<T> awaited(Awaited outcome, Class<T> type) {
    if (!outcome.arrived()) {
      return Optional.empty();
    }
    consumed.add(outcome.signal());
    return Optional.of(log.decode(outcome.payload(), type));
  }

  private @Nullable Signal unconsumed(String name) {
    return log.signals(name).stream()
        .filter(signal -> !consumed.contains(signal.id()))
        .findFirst()
        .orElse(null);
  }
}
