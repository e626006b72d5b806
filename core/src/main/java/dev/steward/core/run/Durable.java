package dev.steward.core.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a node of a [Graph] may touch: nothing else, so that a run replayed after a crash takes the
/// same way. A finished step is never carried out again; its recorded outcome is returned.
public interface Durable {
  String runId();

  /// The time at which this run first asked here.
  Instant now();

  /// Carries out `op` as one step, or returns what it came to when it already has.
  ///
  /// @throws dev.steward.core.Failure what the handler threw in its last attempt; recorded, and
  ///   thrown again on replay
  <I, O> O call(Op<I, O> op, I in);

  /// Carries out `op` on each input, at most `maxParallel` at a time; results in the order of
  /// inputs.
  <I, O> List<Result<O>> fanOut(Op<I, O> op, List<I> inputs, int maxParallel);

  /// Waits for a signal of that name; empty when `timeout` has passed. A waiting run holds no
  /// thread and outlives the process.
  <T> Optional<T> await(String signal, Class<T> type, Duration timeout);

  /// Waits without holding a thread, across processes.
  void sleep(Duration duration);
}
