package dev.steward.models.chat;

import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.steward.core.Failure;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Sends one request and hands over its answer event by event, on the thread that asked. The whole
/// has one deadline; an interrupt, a failure and the deadline end the exchange with the other side.
final class Transport {
  private static final Duration TO_CONNECT = Duration.ofSeconds(10);
  private static final Duration TO_HANG_UP = Duration.ofSeconds(5);
  private static final int LINES_AHEAD = 32;

  private final HttpClient client;
  private final ModelOptions options;
  private final Failures failures;

  Transport(ModelOptions options, Clock clock) {
    this.options = options;
    this.failures = new Failures(options, clock);
    this.client = client();
  }

  static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(TO_CONNECT)
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
  }

  Failures failures() {
    return failures;
  }

  /// Posts `body` and hands every event to `events` until that says false or the answer ends.
  ///
  /// @param hasBegun whether something of the answer has come, for which there is less time
  void stream(
      dev.langchain4j.http.client.HttpRequest request,
      String body,
      Duration timeout,
      Predicate<ServerSentEvent> events,
      BooleanSupplier hasBegun) {
    var answer = new Answer();
    var exchange = client.sendAsync(http(request, body), answer::subscriber);
    var _ = exchange.whenComplete(answer::ended);
    boolean finished = false;
    try {
      read(answer, timeout, events, hasBegun);
      finished = true;
    } finally {
      hangUp(exchange, finished);
    }
  }

  private void read(
      Answer answer,
      Duration timeout,
      Predicate<ServerSentEvent> events,
      BooleanSupplier hasBegun) {
    var lines = new SseLines();
    long start = System.nanoTime();
    while (true) {
      switch (next(answer, start, timeout, hasBegun.getAsBoolean())) {
        case Line(var text) -> {
          var event = lines.next(text);
          if (event.isPresent() && !events.test(event.get())) {
            return;
          }
        }
        case End(var body) -> {
          answer.check(body, failures);
          return;
        }
        case Broken(var cause) -> throw answer.broken(cause, failures);
      }
    }
  }

  private Signal next(Answer answer, long start, Duration timeout, boolean hasBegun) {
    var isShorter = !hasBegun && options.firstToken().compareTo(timeout) < 0;
    var limit = isShorter ? options.firstToken() : timeout;
    try {
      var signal = answer.next(start + limit.toNanos() - System.nanoTime());
      if (signal == null) {
        throw isShorter ? failures.silent(limit) : failures.timedOut(limit);
      }
      return signal;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failures.interrupted(e);
    }
  }

  /// Breaks off what is unfinished. An answer that came in full gets the time to end by itself, so
  /// that its connection can be used again.
  private static void hangUp(CompletableFuture<?> exchange, boolean finished) {
    if (!finished) {
      exchange.cancel(true);
    } else if (!exchange.isDone()) {
      CompletableFuture.delayedExecutor(TO_HANG_UP.toSeconds(), TimeUnit.SECONDS)
          .execute(() -> exchange.cancel(true));
    }
  }

  private HttpRequest http(dev.langchain4j.http.client.HttpRequest request, String body) {
    var http =
        HttpRequest.newBuilder(URI.create(request.url()))
            .POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    var own = Set.of("user-agent", "accept");
    var keyless = options.key().isEmpty() ? Set.of("x-api-key", "authorization") : Set.of();
    request
        .headers()
        .forEach((name, values) -> {
          var key = name.toLowerCase(Locale.ROOT);
          if (!own.contains(key) && !keyless.contains(key)) {
            values.forEach(value -> http.header(name, value));
          }
        });
    return http.header("accept", "text/event-stream").header("user-agent", "steward").build();
  }

  /// What comes from the other side.
  private sealed interface Signal {}

  private record Line(String text) implements Signal {}

  /// The end of the answer.
  ///
  /// @param body what was not a stream of events
  private record End(String body) implements Signal {}

  private record Broken(Throwable cause) implements Signal {}

  /// An answer on its way from the client's threads to the one that asked.
  private static final class Answer implements Flow.Subscriber<String> {
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private volatile @Nullable ResponseInfo head;
    private volatile Flow.@Nullable Subscription subscription;

    BodySubscriber<String> subscriber(ResponseInfo info) {
      head = info;
      return isStream(info)
          ? BodySubscribers.fromLineSubscriber(this, lines -> "", StandardCharsets.UTF_8, null)
          : BodySubscribers.ofString(StandardCharsets.UTF_8);
    }

    private static boolean isSuccess(ResponseInfo info) {
      return info.statusCode() / 100 == 2;
    }

    private static boolean isStream(ResponseInfo info) {
      return isSuccess(info)
          && info.headers()
              .firstValue("content-type")
              .orElse("text/event-stream")
              .startsWith("text/event-stream");
    }

    @Nullable Signal next(long nanos) throws InterruptedException {
      var signal = signals.poll(nanos, TimeUnit.NANOSECONDS);
      var lines = subscription;
      if (signal instanceof Line && lines != null) {
        lines.request(1);
      }
      return signal;
    }

    @Override
    public void onSubscribe(Flow.Subscription lines) {
      subscription = lines;
      lines.request(LINES_AHEAD);
    }

    @Override
    public void onNext(String line) {
      signals.add(new Line(line));
    }

    @Override
    public void onComplete() {
      signals.add(new End(""));
    }

    @Override
    public void onError(Throwable cause) {
      signals.add(new Broken(cause));
    }

    /// The exchange is over. A stream's end comes through the subscription, after its last line.
    void ended(@Nullable HttpResponse<String> response, @Nullable Throwable cause) {
      if (subscription != null) {
        return;
      }
      if (cause != null) {
        signals.add(new Broken(cause));
      } else if (response != null) {
        signals.add(new End(response.body()));
      }
    }

    void check(String body, Failures failures) {
      var info = head;
      if (info == null || isStream(info)) {
        return;
      }
      if (!isSuccess(info)) {
        throw failures.status(info.statusCode(), info.headers(), body);
      }
      var error = Json.report(body).flatMap(Errors::in);
      if (error.isPresent()) {
        throw failures.reported(error.get());
      }
      if (!body.isBlank()) {
        throw failures.unreadable("it is not a stream of events");
      }
    }

    Failure broken(Throwable cause, Failures failures) {
      var reason =
          cause instanceof CompletionException && cause.getCause() != null
              ? cause.getCause()
              : cause;
      var info = head;
      if (info == null) {
        return failures.unreachable(reason);
      }
      return isSuccess(info)
          ? failures.cut(reason)
          : failures.status(info.statusCode(), info.headers(), "");
    }
  }
}
