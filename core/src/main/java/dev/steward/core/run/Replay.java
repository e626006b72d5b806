package dev.steward.core.run;

import dev.steward.core.Failure;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// [Durable] for one execution of one run: steps that the journal has are answered from it, others
/// are carried out and written down.
final class Replay implements Durable {
  /// The signal that tells what became of a step of unknown outcome.
  private static final String OUTCOME = "outcome/";

  private static final Op<String, Awaited> AWAIT = new Op<>("await", String.class, Awaited.class);
  private static final Op<String, Instant> SLEEP = new Op<>("sleep", String.class, Instant.class);
  private static final Op<String, Instant> NOW = new Op<>("now", String.class, Instant.class);

  private final Run run;
  private final Journal journal;
  private final Codec codec;
  private final Handlers handlers;
  private final Clock clock;
  private final Pause pause;
  private final Consumer<RunEvent> observer;
  private final BooleanSupplier closing;
  private final Map<Integer, Step> recorded;
  private final Set<String> consumed = new HashSet<>();
  private final AtomicInteger number = new AtomicInteger();
  private volatile String node = "";

  /// What a wait came to.
  record Awaited(boolean arrived, String signal, String payload) {}

  /// What a failed step failed with, as it is written down.
  record Recorded(Failure.Kind kind, String message) {}

  Replay(
      Run run,
      List<Step> steps,
      Journal journal,
      Codec codec,
      Handlers handlers,
      Clock clock,
      Pause pause,
      Consumer<RunEvent> observer,
      BooleanSupplier closing) {
    this.run = run;
    this.journal = journal;
    this.codec = codec;
    this.handlers = handlers;
    this.clock = clock;
    this.pause = pause;
    this.observer = observer;
    this.closing = closing;
    this.recorded =
        new ConcurrentHashMap<>(
            steps.stream().collect(Collectors.toMap(Step::number, Function.identity())));
  }

  void enter(String node) {
    this.node = node;
  }

  @Override
  public String runId() {
    return run.id();
  }

  @Override
  public Instant now() {
    var step = number.incrementAndGet();
    return remembered(step, NOW)
        .map(known -> codec.decode(known.output(), Instant.class))
        .orElseGet(() -> {
          var now = clock.instant();
          end(fresh(step, NOW, Effect.PURE, ""), Step.Status.DONE, 1, codec.encode(now));
          return now;
        });
  }

  @Override
  public <I, O> O call(Op<I, O> op, I in) {
    return step(number.incrementAndGet(), op, in);
  }

  @Override
  public <I, O> List<Result<O>> fanOut(Op<I, O> op, List<I> inputs, int maxParallel) {
    var permits = new Semaphore(maxParallel);
    var first = number.getAndAdd(inputs.size()) + 1;
    var branches = new ArrayList<Future<Result<O>>>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < inputs.size(); i++) {
        var input = inputs.get(i);
        var step = first + i;
        branches.add(executor.submit(branch(permits, () -> step(step, op, input))));
      }
    }
    return branches.stream().map(Replay::outcome).toList();
  }

  private static <O> Callable<Result<O>> branch(Semaphore permits, Callable<O> work) {
    return () -> {
      permits.acquire();
      try {
        return new Result.Ok<>(work.call());
      } catch (Failure failure) {
        return new Result.Failed<>(failure);
      } finally {
        permits.release();
      }
    };
  }

  private static <O> Result<O> outcome(Future<Result<O>> branch) {
    try {
      return branch.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Stopped();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Parked parked) {
        throw parked;
      }
      if (e.getCause() instanceof Stopped || e.getCause() instanceof InterruptedException) {
        throw new Stopped();
      }
      throw Failure.internal("A branch of a fan-out broke", e.getCause());
    }
  }

  @Override
  public <T> Optional<T> await(String signal, Class<T> type, Duration timeout) {
    var step = number.incrementAndGet();
    var known = remembered(step, AWAIT).orElse(null);
    if (known != null && known.status() == Step.Status.DONE) {
      return awaited(codec.decode(known.output(), Awaited.class), type);
    }
    var waiting = known;
    if (waiting == null) {
      var deadline = deadline(timeout);
      waiting = fresh(step, AWAIT, Effect.PURE, codec.encode(deadline));
      save(waiting);
    }
    var deadline = codec.decode(waiting.input(), Instant.class);
    var arrived = unconsumed(signal);
    if (arrived == null && clock.instant().isBefore(deadline)) {
      throw new Parked("the signal '" + signal + "'", deadline);
    }
    var outcome =
        arrived == null
            ? new Awaited(false, "", "")
            : new Awaited(true, arrived.id(), arrived.payload());
    end(waiting, Step.Status.DONE, 1, codec.encode(outcome));
    return awaited(outcome, type);
  }

  private Instant deadline(Duration timeout) {
    try {
      return clock.instant().plus(timeout);
    } catch (ArithmeticException | DateTimeException e) {
      return Instant.MAX;
    }
  }

  private <T> Optional<T> awaited(Awaited outcome, Class<T> type) {
    if (!outcome.arrived()) {
      return Optional.empty();
    }
    consumed.add(outcome.signal());
    return Optional.of(codec.decode(outcome.payload(), type));
  }

  private @Nullable Signal unconsumed(String name) {
    return journal.signals(run.tenant(), run.id()).stream()
        .filter(signal -> signal.name().equals(name) && !consumed.contains(signal.id()))
        .findFirst()
        .orElse(null);
  }

  @Override
  public void sleep(Duration duration) {
    var step = number.incrementAndGet();
    var known = remembered(step, SLEEP).orElse(null);
    if (known != null && known.status() == Step.Status.DONE) {
      return;
    }
    var sleeping = known;
    if (sleeping == null) {
      sleeping = fresh(step, SLEEP, Effect.PURE, codec.encode(deadline(duration)));
      save(sleeping);
    }
    var until = codec.decode(sleeping.input(), Instant.class);
    if (clock.instant().isBefore(until)) {
      throw new Parked("the time " + until, until);
    }
    end(sleeping, Step.Status.DONE, 1, codec.encode(until));
  }

  private <I, O> O step(int number, Op<I, O> op, I in) {
    var known = remembered(number, op).orElse(null);
    var handler = handlers.of(op);
    if (known == null) {
      return begin(number, op, handler, in);
    }
    return switch (known.status()) {
      case DONE -> codec.decode(known.output(), op.out());
      case FAILED -> throw failure(known);
      case BEGUN -> inDoubt(known, handler, in);
      case UNKNOWN -> resolved(known, handler, in);
    };
  }

  private <I, O> O begin(int number, Op<I, O> op, Handler<I, O> handler, I in) {
    var effect = handler.effect(in);
    var step = fresh(number, op, effect, codec.encode(in));
    // Only where a crash would leave a doubt that matters must the beginning be known.
    if (effect == Effect.VERIFY || effect == Effect.AT_MOST_ONCE) {
      save(step);
    }
    return attempt(step, handler, in);
  }

  /// After a crash in the middle of a step that was written down before it began.
  private <I, O> O inDoubt(Step step, Handler<I, O> handler, I in) {
    return switch (step.effect()) {
      case PURE, KEYED -> attempt(step, handler, in);
      case VERIFY -> {
        var happened = handler.verify(in, step.key());
        if (happened.isEmpty()) {
          yield attempt(step, handler, in);
        }
        end(step, Step.Status.DONE, step.attempts(), codec.encode(happened.get()));
        yield happened.get();
      }
      case AT_MOST_ONCE -> throw unknown(step);
    };
  }

  /// A person may have said by now whether it happened.
  private <I, O> O resolved(Step step, Handler<I, O> handler, I in) {
    var word =
        journal.signals(run.tenant(), run.id()).stream()
            .filter(signal -> signal.name().equals(outcomeSignal(step)))
            .findFirst()
            .orElseThrow(() -> waitForPerson(step));
    if (codec.decode(word.payload(), Boolean.class)) {
      var outcome = handler.confirmed(in);
      end(step, Step.Status.DONE, step.attempts(), codec.encode(outcome));
      return outcome;
    }
    var again = step.ended(Step.Status.BEGUN, step.attempts() + 1, "", clock.instant());
    save(again);
    return attempt(again, handler, in);
  }

  private Parked unknown(Step step) {
    end(step, Step.Status.UNKNOWN, Math.max(1, step.attempts()), "");
    return waitForPerson(step);
  }

  private static Parked waitForPerson(Step step) {
    return new Parked(
        "a person: did step %d (%s) happen? Nobody can know, so it is not repeated by itself"
            .formatted(step.number(), step.op()),
        Instant.MAX);
  }

  /// The name of the signal that tells what became of this attempt.
  static String outcomeSignal(Step step) {
    return OUTCOME + step.number() + "/" + Math.max(1, step.attempts());
  }

  private <I, O> O attempt(Step step, Handler<I, O> handler, I in) {
    var policy = handler.policy();
    for (int attempt = 1; ; attempt++) {
      checkOpen();
      observer.accept(new RunEvent.Begun(step));
      try {
        var out = handler.run(in, new Context(step));
        observer.accept(new RunEvent.Worked(step));
        end(step, Step.Status.DONE, Math.max(step.attempts(), attempt), codec.encode(out));
        return out;
      } catch (RuntimeException | StackOverflowError e) {
        checkOpen();
        var failure = asFailure(step, e);
        if (step.effect() == Effect.AT_MOST_ONCE && failure.kind() == Failure.Kind.EXTERNAL) {
          throw unknown(step);
        }
        if (!failure.isRetryable() || attempt >= policy.attempts()) {
          end(
              step,
              Step.Status.FAILED,
              attempt,
              codec.encode(new Recorded(failure.kind(), failure.text())));
          throw failure;
        }
        var happened =
            step.effect() == Effect.VERIFY ? handler.verify(in, step.key()) : Optional.<O>empty();
        if (happened.isPresent()) {
          end(step, Step.Status.DONE, attempt, codec.encode(happened.get()));
          return happened.get();
        }
        pauseBefore(attempt, policy, failure);
      }
    }
  }

  private void pauseBefore(int attempt, Policy policy, Failure failure) {
    var backoff = policy.backoff().multipliedBy(1L << Math.min(attempt - 1, 20));
    var wait = backoff.compareTo(failure.retryAfter()) > 0 ? backoff : failure.retryAfter();
    try {
      pause.of(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Stopped();
    }
  }

  private static Failure asFailure(Step step, Throwable e) {
    return e instanceof Failure failure
        ? failure
        : Failure.internal(
            "Step %d (%s) broke: %s".formatted(step.number(), step.op(), e.getClass().getName()),
            e);
  }

  private Failure failure(Step step) {
    var recordedFailure = codec.decode(step.output(), Recorded.class);
    return Failure.of(recordedFailure.kind(), recordedFailure.message());
  }

  private Optional<Step> remembered(int number, Op<?, ?> op) {
    var known = recorded.get(number);
    if (known != null && !known.op().equals(op.name())) {
      throw Failure.internal(
          "Run %s can't go on: its step %d was '%s' and is '%s' now; its graph was changed while it ran"
              .formatted(run.id(), number, known.op(), op.name()),
          null);
    }
    return Optional.ofNullable(known);
  }

  private Step fresh(int number, Op<?, ?> op, Effect effect, String input) {
    var now = clock.instant();
    return new Step(
        run.id(), number, node, op.name(), effect, Step.Status.BEGUN, 0, input, "", now, now);
  }

  private void end(Step step, Step.Status status, int attempts, String output) {
    var ended = step.ended(status, attempts, output, clock.instant());
    save(ended);
    observer.accept(new RunEvent.Ended(ended));
  }

  private void save(Step step) {
    try {
      journal.save(run.tenant(), List.of(step));
    } catch (RuntimeException e) {
      throw new Unwritten(step, e);
    }
    recorded.put(step.number(), step);
  }

  /// While the engine closes, a failure is most likely our own interrupt: it is not written down.
  private void checkOpen() {
    if (closing.getAsBoolean()) {
      throw new Stopped();
    }
  }

  private final class Context implements CallContext {
    private final Step step;
    private final Instant now = clock.instant();

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
      observer.accept(new RunEvent.Text(run.id(), text));
    }
  }
}
