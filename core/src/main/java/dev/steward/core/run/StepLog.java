package dev.steward.core.run;

import dev.steward.core.Failure;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The steps of one run: those that the journal has, and those that are written down now.
final class StepLog {
  private final Run run;
  private final Journal journal;
  private final Codec codec;
  private final Clock clock;
  private final Consumer<RunEvent> observer;
  private final Map<Integer, Step> recorded;
  private volatile String node = "";

  StepLog(
      Run run,
      List<Step> steps,
      Journal journal,
      Codec codec,
      Clock clock,
      Consumer<RunEvent> observer) {
    this.run = run;
    this.journal = journal;
    this.codec = codec;
    this.clock = clock;
    this.observer = observer;
    this.recorded =
        new ConcurrentHashMap<>(
            steps.stream().collect(Collectors.toMap(Step::number, Function.identity())));
  }

  String runId() {
    return run.id();
  }

  Instant now() {
    return clock.instant();
  }

  /// The time after `duration`, or the end of time.
  Instant after(Duration duration) {
    try {
      return clock.instant().plus(duration);
    } catch (ArithmeticException | DateTimeException e) {
      return Instant.MAX;
    }
  }

  /// From now on steps belong to this node.
  void enter(String node) {
    this.node = node;
  }

  void tell(RunEvent event) {
    observer.accept(event);
  }

  /// The step of that number, if it is known.
  Optional<Step> find(int number, Op<?, ?> op) {
    var known = recorded.get(number);
    if (known != null && !known.op().equals(op.name())) {
      throw astray("its step %d was '%s' and is '%s' now".formatted(number, known.op(), op.name()));
    }
    return Optional.ofNullable(known);
  }

  /// A step that begins, not yet written down.
  Step begin(int number, Op<?, ?> op, Effect effect, String input) {
    var now = clock.instant();
    return new Step(
        run.id(), number, node, op.name(), effect, Step.Status.BEGUN, 0, input, "", now, now);
  }

  /// Writes down how a step ended, and tells it.
  void end(Step step, Step.Status status, int attempts, String output) {
    var ended = step.ended(status, attempts, output, clock.instant());
    save(ended);
    tell(new RunEvent.Ended(ended));
  }

  void save(Step step) {
    try {
      journal.save(run.tenant(), List.of(step));
    } catch (RuntimeException e) {
      throw new JournalFailed(
          "step %d (%s) could not be written down".formatted(step.number(), step.op()), e);
    }
    recorded.put(step.number(), step);
  }

  /// The signals of that name, in the order of their arrival.
  List<Signal> signals(String name) {
    try {
      return journal.signals(run.tenant(), run.id()).stream()
          .filter(signal -> signal.name().equals(name))
          .toList();
    } catch (RuntimeException e) {
      throw new JournalFailed("the signals could not be read", e);
    }
  }

  String encode(Object value) {
    return codec.encode(value);
  }

  <T> T decode(String text, Class<T> type) {
    return codec.decode(text, type);
  }

  /// What a step that is done came to.
  <T> T output(Step step, Class<T> type) {
    return read(step, step.output(), type);
  }

  <T> T input(Step step, Class<T> type) {
    return read(step, step.input(), type);
  }

  private <T> T read(Step step, String text, Class<T> type) {
    try {
      return codec.decode(text, type);
    } catch (Failure failure) {
      throw astray(
          "what step %d (%s) wrote down can't be read: %s"
              .formatted(step.number(), step.op(), failure.text()));
    }
  }

  private Astray astray(String why) {
    return new Astray(
        "Run %s can't go on: %s; its graph was changed while it ran".formatted(run.id(), why));
  }
}
