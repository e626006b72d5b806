package dev.steward.core.run;

import dev.steward.core.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// The steps of a run that do something: each is carried out by its handler and written down, or
/// answered from what is written down, and settled by its effect when that is in doubt.
final class Calls {
  private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

  /// The signal that tells what became of a step of unknown outcome.
  private static final String OUTCOME = "outcome/";

  /// How long the other side is left alone when it can't be asked whether a step happened.
  private static final Duration LOOK_AGAIN_AFTER = Duration.ofMinutes(1);

  private final StepLog log;
  private final Handlers handlers;
  private final Pause pause;
  private final Cancellation cancellation;
  private final BooleanSupplier closing;

  /// What a failed step failed with, as it is written down.
  ///
  /// @param code empty in the journals of versions that did not know it
  record Recorded(
      Failure.Kind kind, String code, String message, boolean retryable, Duration retryAfter) {
    static Recorded of(Failure failure) {
      return new Recorded(
          failure.kind(),
          failure.code(),
          failure.text(),
          failure.isRetryable(),
          failure.retryAfter());
    }

    Failure failure() {
      return retryable
          ? Failure.passing(message, null, retryAfter)
          : Failure.of(kind, code, message);
    }
  }

  Calls(
      StepLog log,
      Handlers handlers,
      Pause pause,
      Cancellation cancellation,
      BooleanSupplier closing) {
    this.log = log;
    this.handlers = handlers;
    this.pause = pause;
    this.cancellation = cancellation;
    this.closing = closing;
  }

  /// The name of the signal that tells what became of this attempt.
  static String outcomeSignal(Step step) {
    return OUTCOME + step.number() + "/" + atLeastOnce(step);
  }

  <I, O> O call(int number, Op<I, O> op, I in) {
    var known = log.find(number, op).orElse(null);
    if (known == null) {
      return begin(number, op, in);
    }
    return switch (known.status()) {
      case DONE -> log.output(known, op.out());
      case FAILED -> throw log.output(known, Recorded.class).failure();
      case BEGUN -> inDoubt(known, handlers.of(op), in);
      case UNKNOWN -> resolved(known, handlers.of(op), in);
    };
  }

  private <I, O> O begin(int number, Op<I, O> op, I in) {
    cancellation.check();
    Handler<I, O> handler;
    Step step;
    try {
      handler = handlers.of(op);
      step = log.begin(number, op, handler.effect(in), log.encode(in));
    } catch (RuntimeException e) {
      var broken = log.begin(number, op, Effect.PURE, "");
      throw failed(broken, 0, asFailure(broken, e));
    }
    // Only where a crash would leave a doubt that matters must the beginning be known.
    if (step.effect() == Effect.VERIFY || step.effect() == Effect.AT_MOST_ONCE) {
      log.save(step);
    }
    return attempt(step, handler, in);
  }

  /// After a crash in the middle of a step that was written down before it began.
  private <I, O> O inDoubt(Step step, Handler<I, O> handler, I in) {
    return switch (step.effect()) {
      case PURE, KEYED -> attempt(step, handler, in);
      case VERIFY -> {
        var happened = look(step, handler, in);
        yield happened.isPresent()
            ? done(step, atLeastOnce(step), happened::get)
            : attempt(step, handler, in);
      }
      case AT_MOST_ONCE -> throw unknown(step);
    };
  }

  /// A person may have said by now whether it happened.
  private <I, O> O resolved(Step step, Handler<I, O> handler, I in) {
    var word =
        log.signals(outcomeSignal(step)).stream()
            .findFirst()
            .orElseThrow(() -> waitForPerson(step));
    if (log.decode(word.payload(), Boolean.class)) {
      return done(step, step.attempts(), () -> handler.confirmed(in));
    }
    cancellation.check();
    var again = step.ended(Step.Status.BEGUN, step.attempts() + 1, "", log.now());
    log.save(again);
    return attempt(again, handler, in);
  }

  private Parked unknown(Step step) {
    log.end(step, Step.Status.UNKNOWN, atLeastOnce(step), "");
    return waitForPerson(step);
  }

  private static Parked waitForPerson(Step step) {
    return new Parked(
        "a person: did step %d (%s) happen? Nobody can know, so it is not repeated by itself"
            .formatted(step.number(), step.op()),
        Instant.MAX);
  }

  private static int atLeastOnce(Step step) {
    return Math.max(1, step.attempts());
  }

  private <I, O> O attempt(Step step, Handler<I, O> handler, I in) {
    for (int attempt = 1; ; attempt++) {
      var tried = Math.max(step.attempts(), attempt);
      checkOpen();
      cancellation.check();
      log.tell(new RunEvent.Begun(step));
      O out;
      try (var _ = MDC.putCloseable(Runs.STEP, step.key())) {
        out = Objects.requireNonNull(carriedOut(step, handler, in));
      } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
        checkOpen();
        if (step.effect() == Effect.PURE) {
          // Nothing is to be known of what came to nothing.
          cancellation.check();
        }
        var happened = afterFailure(step, handler, in, attempt, asFailure(step, e));
        if (happened.isPresent()) {
          return done(step, tried, happened::get);
        }
        continue;
      }
      log.tell(new RunEvent.Worked(step));
      return done(step, tried, () -> out);
    }
  }

  private <I, O> O carriedOut(Step step, Handler<I, O> handler, I in) {
    var context = new Context(step);
    if (step.effect() != Effect.PURE || !handler.isInterruptible()) {
      return handler.run(in, context);
    }
    return interruptibly(() -> handler.run(in, context));
  }

  private <T> T interruptibly(Callable<T> work) {
    try {
      return cancellation.interruptibly(work);
    } catch (InterruptedException e) {
      cancellation.check();
      Thread.currentThread().interrupt();
      throw new Stopped();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("a step threw what it may not", e);
    }
  }

  /// Settles a failed attempt: returns if another is due, or if it happened all the same.
  private <I, O> Optional<O> afterFailure(
      Step step, Handler<I, O> handler, I in, int attempt, Failure failure) {
    if (mayHaveHappened(failure)) {
      if (step.effect() == Effect.AT_MOST_ONCE) {
        throw unknown(step);
      }
      var happened = step.effect() == Effect.VERIFY ? look(step, handler, in) : Optional.<O>empty();
      if (happened.isPresent()) {
        return happened;
      }
    }
    var policy = handler.policy();
    if (!failure.isRetryable() || attempt >= policy.attempts()) {
      throw failed(step, Math.max(step.attempts(), attempt), failure);
    }
    pauseBefore(attempt, policy, failure);
    return Optional.empty();
  }

  /// What is refused to a person, or for want of means, was not begun.
  private static boolean mayHaveHappened(Failure failure) {
    return switch (failure.kind()) {
      case USER, LIMIT -> false;
      case EXTERNAL, INTERNAL -> true;
    };
  }

  /// Looks whether the step happened. While one can't look, the doubt stays and the run waits.
  private <I, O> Optional<O> look(Step step, Handler<I, O> handler, I in) {
    try {
      return handler.verify(in, step.key());
    } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
      checkOpen();
      LOG.warn("Run {} can't see whether its step {} happened", log.runId(), step.number(), e);
      throw new Parked(
          "a look whether step %d (%s) happened, which is not possible just now"
              .formatted(step.number(), step.op()),
          log.after(LOOK_AGAIN_AFTER));
    }
  }

  private <O> O done(Step step, int attempts, Supplier<O> outcome) {
    O out;
    String output;
    try {
      out = outcome.get();
      output = log.encode(out);
    } catch (RuntimeException e) {
      throw failed(step, attempts, asFailure(step, e));
    }
    log.end(step, Step.Status.DONE, attempts, output);
    return out;
  }

  private Failure failed(Step step, int attempts, Failure failure) {
    log.end(step, Step.Status.FAILED, attempts, log.encode(Recorded.of(failure)));
    return failure;
  }

  private void pauseBefore(int attempt, Policy policy, Failure failure) {
    var backoff = policy.backoff().multipliedBy(1L << Math.min(attempt - 1, 20));
    var wait = backoff.compareTo(failure.retryAfter()) > 0 ? backoff : failure.retryAfter();
    interruptibly(() -> {
      pause.of(wait);
      return wait;
    });
  }

  private static Failure asFailure(Step step, Throwable e) {
    return e instanceof Failure failure
        ? failure
        : Failure.internal(
            "Step %d (%s) broke: %s".formatted(step.number(), step.op(), e.getClass().getName()),
            e);
  }

  /// While the engine closes, a failure is most likely our own interrupt: it is not written down.
  private void checkOpen() {
    if (closing.getAsBoolean()) {
      throw new Stopped();
    }
  }

  private final class Context implements CallContext {
    private final Step step;
    private final Instant now = log.now();

    private Context(Step step) {
      this.step = step;
    }

    @Override
    public String key() {
      return step.key();
    }

    @Override
    public Instant now() {
      return now;
    }

    @Override
    public void stream(String text) {
      log.tell(new RunEvent.Text(log.runId(), text));
    }
  }
}
