package dev.steward.core.run;

import dev.steward.core.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/// [Durable] for one execution of one run: numbers the steps in the order in which the graph asks
/// for them, which is the same in every execution.
final class Replay implements Durable {
  private final StepLog log;
  private final Calls calls;
  private final Waits waits;
  private final AtomicInteger number = new AtomicInteger();

  Replay(StepLog log, Calls calls, Waits waits) {
    this.log = log;
    this.calls = calls;
    this.waits = waits;
  }

  @Override
  public String runId() {
    return log.runId();
  }

  @Override
  public Instant now() {
    return waits.now(number.incrementAndGet());
  }

  @Override
  public <I, O> O call(Op<I, O> op, I in) {
    return calls.call(number.incrementAndGet(), op, in);
  }

  @Override
  public <T> Optional<T> await(String signal, Class<T> type, Duration timeout) {
    return waits.await(number.incrementAndGet(), signal, type, timeout);
  }

  @Override
  public void sleep(Duration duration) {
    waits.sleep(number.incrementAndGet(), duration);
  }

  @Override
  public <I, O> List<Result<O>> fanOut(Op<I, O> op, List<I> inputs, int maxParallel) {
    if (maxParallel < 1) {
      throw new IllegalArgumentException("maxParallel must be at least 1, was " + maxParallel);
    }
    var permits = new Semaphore(maxParallel);
    var first = number.getAndAdd(inputs.size()) + 1;
    var branches = new ArrayList<Future<Result<O>>>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < inputs.size(); i++) {
        var input = inputs.get(i);
        var step = first + i;
        branches.add(executor.submit(branch(permits, () -> calls.call(step, op, input))));
      }
    }
    return outcomes(branches);
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

  /// The run is cancelled, or waits, only if no branch has a stronger reason to unwind it.
  private static <O> List<Result<O>> outcomes(List<Future<Result<O>>> branches) {
    var parked = new ArrayList<Parked>();
    var cancelled = new ArrayList<Cancelled>();
    var outcomes = new ArrayList<Result<O>>();
    for (var branch : branches) {
      try {
        outcomes.add(branch.get());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Stopped();
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case Parked waits -> parked.add(waits);
          case Cancelled ends -> cancelled.add(ends);
          case Error error -> throw error;
          case InterruptedException interrupted -> throw new Stopped();
          case null, default -> throw Failure.internal("A branch of a fan-out broke", e.getCause());
        }
      }
    }
    if (!cancelled.isEmpty()) {
      throw cancelled.getFirst();
    }
    if (!parked.isEmpty()) {
      throw soonest(parked);
    }
    return outcomes;
  }

  private static Parked soonest(List<Parked> parked) {
    return parked.stream().min(Comparator.comparing(Parked::wakeAt)).orElseThrow();
  }
}
