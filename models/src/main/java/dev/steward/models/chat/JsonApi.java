package dev.steward.models.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.core.Failure;
import dev.steward.core.run.Pause;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A provider's API that answers a JSON object with a JSON object. What fails in passing is tried
/// again, up to three times in all and within one time limit, the waits included.
public final class JsonApi {
  private static final int ATTEMPTS = 3;
  private static final Duration BACKOFF = Duration.ofMillis(250);
  private static final long LARGEST_ANSWER = 64L << 20;

  private final ModelOptions options;
  private final Clock clock;
  private final Pause pause;
  private final Failures failures;
  private final HttpClient client = Transport.client();

  /// The API of the model of `options`; nothing is sent yet.
  ///
  /// @param clock tells when a limit is over, and how far a date in a Retry-After header is away
  public JsonApi(ModelOptions options, Clock clock, Pause pause) {
    this.options = options;
    this.clock = clock;
    this.pause = pause;
    this.failures = new Failures(options, clock);
  }

  public Failures failures() {
    return failures;
  }

  /// Posts `body` to `path` below the base URL.
  ///
  /// @param limit for all attempts together
  /// @throws Failure EXTERNAL; retryable if it may go better later
  public JsonNode post(String path, Map<String, Object> body, Duration limit) {
    var request = request(path, Json.write(body));
    var deadline = clock.instant().plus(limit);
    for (int attempt = 1; ; attempt++) {
      try {
        return answer(request, Duration.between(clock.instant(), deadline), limit);
      } catch (Failure failure) {
        var wait = longer(BACKOFF.multipliedBy(1L << (attempt - 1)), failure.retryAfter());
        if (!failure.isRetryable() || attempt == ATTEMPTS || !isBefore(wait, deadline)) {
          throw failure;
        }
        rest(wait);
      }
    }
  }

  private boolean isBefore(Duration wait, Instant deadline) {
    return clock.instant().plus(wait).isBefore(deadline);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private void rest(Duration wait) {
    try {
      pause.of(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failures.interrupted(e);
    }
  }

  private HttpRequest request(String path, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(options.baseUrl() + path))
            .header("content-type", "application/json")
            .header("accept", "application/json")
            .header("user-agent", "steward")
            .POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    if (!options.key().isEmpty()) {
      request.header("authorization", "Bearer " + options.key().value());
    }
    return request.build();
  }

  private JsonNode answer(HttpRequest request, Duration left, Duration limit) {
    var head = new AtomicReference<@Nullable ResponseInfo>();
    BodyHandler<String> body =
        info -> {
          head.set(info);
          return BodyHandlers.ofString(StandardCharsets.UTF_8).apply(info);
        };
    var exchange = client.sendAsync(request, BodyHandlers.limiting(body, LARGEST_ANSWER));
    try {
      return read(exchange.get(left.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException _) {
      throw failures.timedOut(limit);
    } catch (ExecutionException e) {
      throw broken(e.getCause() instanceof IOException cause ? cause : e, head.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failures.interrupted(e);
    } finally {
      exchange.cancel(true);
    }
  }

  private JsonNode read(HttpResponse<String> response) {
    if (response.statusCode() / 100 != 2) {
      throw failures.status(response.statusCode(), response.headers(), response.body());
    }
    var json =
        Json.object(response.body()).orElseThrow(() -> failures.unreadable("it is not JSON"));
    Errors.in(json)
        .ifPresent(error -> {
          throw failures.reported(error);
        });
    return json;
  }

  private Failure broken(Exception cause, @Nullable ResponseInfo head) {
    if (head == null) {
      return failures.unreachable(cause);
    }
    return head.statusCode() / 100 == 2
        ? failures.cut(cause)
        : failures.status(head.statusCode(), head.headers(), "");
  }
}
