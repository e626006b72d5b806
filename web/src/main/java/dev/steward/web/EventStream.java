package dev.steward.web;

import dev.steward.core.Failure;
import dev.steward.core.turn.TurnEvent;
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

/// Sends a turn's events as server-sent events while it runs. A comment now and then keeps the
/// connection alive and shows whether anybody still listens; when nobody does, the watching ends,
/// and the turn goes on without.
final class EventStream {
  private static final Logger log = LoggerFactory.getLogger(EventStream.class);
  private static final Duration SLOWEST_WRITE = Duration.ofSeconds(30);

  private final Duration heartbeat;
  private final ScheduledExecutorService alarms;

  /// A stream that beats every `heartbeat`; `alarms` wakes writes to clients that do not read.
  EventStream(Duration heartbeat, ScheduledExecutorService alarms) {
    this.heartbeat = heartbeat;
    this.alarms = alarms;
  }

  /// What makes the events; returns when they are over, also when it is interrupted.
  @FunctionalInterface
  interface Source {
    void run(Consumer<TurnEvent> events);
  }

  /// How events are written.
  interface Script {
    /// The frames for an event.
    List<String> on(TurnEvent event);

    /// The last frames.
    List<String> end();

    /// The last frames when it went wrong.
    List<String> failed(Refusal refusal);
  }

  private sealed interface Signal {
    record Happened(TurnEvent event) implements Signal {}

    record Broke(RuntimeException why) implements Signal {}

    record Over() implements Signal {}
  }

  /// Answers with the source's events. A failure before the first of them is thrown, so that it
  /// becomes an ordinary response.
  void send(Exchange exchange, Source source, Script script) {
    var signals = new LinkedBlockingQueue<Signal>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      executor.execute(() -> watch(source, signals));
      try {
        var first = signals.poll(heartbeat.toMillis(), TimeUnit.MILLISECONDS);
        if (first instanceof Signal.Broke(var why)) {
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

  private static void watch(Source source, BlockingQueue<Signal> signals) {
    try {
      source.run(event -> signals.add(new Signal.Happened(event)));
      signals.add(new Signal.Over());
    } catch (RuntimeException e) {
      signals.add(new Signal.Broke(e));
    }
  }

  private void relay(
      String requestId,
      @Nullable Signal first,
      BlockingQueue<Signal> signals,
      Script script,
      OutputStream out)
      throws IOException, InterruptedException {
    var signal = first;
    while (true) {
      switch (signal) {
        case null -> write(out, List.of(": still here\n\n"));
        case Signal.Happened(var event) -> write(out, script.on(event));
        case Signal.Over() -> {
          write(out, script.end());
          return;
        }
        case Signal.Broke(var why) -> {
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
    var alarm =
        alarms.schedule(
            Thread.currentThread()::interrupt, SLOWEST_WRITE.toMillis(), TimeUnit.MILLISECONDS);
    try {
      out.write(String.join("", frames).getBytes(StandardCharsets.UTF_8));
      out.flush();
    } finally {
      alarm.cancel(false);
    }
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
