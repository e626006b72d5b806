package dev.steward.web;

import dev.steward.core.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends events as server-sent events while they come. A comment now and then keeps the connection
/// alive and shows whether anybody still listens; when nobody does, the watching ends, and a turn
/// goes on without.
final class EventStream {
  private static final Logger log = LoggerFactory.getLogger(EventStream.class);

  private final Duration heartbeat;
  private final TimedWriter writer;

  /// A stream that beats every `heartbeat`; `alarms` wakes writes to clients that do not read.
  EventStream(Duration heartbeat, ScheduledExecutorService alarms) {
    this.heartbeat = heartbeat;
    writer = new TimedWriter(alarms);
  }

  /// What makes the events; returns when they are over, also when it is interrupted.
  ///
  /// @param <E> what an event is
  @FunctionalInterface
  interface Source<E> {
    void run(Consumer<E> events);
  }

  /// How events are written.
  ///
  /// @param <E> what an event is
  interface Script<E> {
    /// The frames for an event.
    List<String> on(E event);

    /// The last frames.
    List<String> end();

    /// The last frames when it went wrong.
    List<String> failed(Refusal refusal);
  }

  private sealed interface Signal<E> {
    record Happened<E>(E event) implements Signal<E> {}

    record Broke<E>(RuntimeException why) implements Signal<E> {}

    record Over<E>() implements Signal<E> {}
  }

  /// Answers with the source's events. A failure before the first of them is thrown, so that it
  /// becomes an ordinary response.
  <E> void send(Exchange exchange, Source<E> source, Script<E> script) {
    var signals = new LinkedBlockingQueue<Signal<E>>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      executor.execute(() -> watch(source, signals));
      try {
        var first = signals.poll(heartbeat.toMillis(), TimeUnit.MILLISECONDS);
        if (first instanceof Signal.Broke<E>(var why)) {
          throw why;
        }
        try (var out = exchange.events()) {
          relay(exchange.requestId(), first, signals, script, out);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        executor.shutdownNow();
      }
    }
  }

  private static <E> void watch(Source<E> source, BlockingQueue<Signal<E>> signals) {
    try {
      source.run(event -> signals.add(new Signal.Happened<>(event)));
      signals.add(new Signal.Over<>());
    } catch (RuntimeException e) {
      signals.add(new Signal.Broke<>(e));
    }
  }

  private <E> void relay(
      String requestId,
      @Nullable Signal<E> first,
      BlockingQueue<Signal<E>> signals,
      Script<E> script,
      OutputStream out)
      throws IOException, InterruptedException {
    var signal = first;
    while (true) {
      switch (signal) {
        case null -> write(out, List.of(": still here\n\n"));
        case Signal.Happened<E>(var event) -> write(out, script.on(event));
        case Signal.Over<E>() -> {
          write(out, script.end());
          return;
        }
        case Signal.Broke<E>(var why) -> {
          write(out, script.failed(refusal(why, requestId)));
          return;
        }
      }
      signal = signals.poll(heartbeat.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void write(OutputStream out, List<String> frames) throws IOException {
    if (frames.isEmpty()) {
      return;
    }
    writer.write(out, String.join("", frames).getBytes(StandardCharsets.UTF_8));
  }

  /// What the caller is told of a failure; what is our own fault goes to the log as well.
  static Refusal refusal(RuntimeException why, String requestId) {
    return switch (why) {
      case Refusal refusal -> refusal;
      case Failure failure when failure.kind() != Failure.Kind.INTERNAL ->
          Refusal.of(failure, requestId);
      default -> {
        log.error("Request {} failed", requestId, why);
        yield Refusal.internal(requestId);
      }
    };
  }

  /// An event as it goes over the wire.
  static String frame(String name, Object data) {
    return "event: " + name + "\ndata: " + Json.write(data) + "\n\n";
  }
}
