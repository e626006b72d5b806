package dev.steward.models.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.core.Failure;
import dev.steward.core.model.Unfinished;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/// A provider's API for batches: requests that are answered with a JSON object, and files of lines.
/// Each is tried once.
public final class BatchApi {
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final Duration LARGE = Duration.ofMinutes(15);
  private static final long LARGEST_ANSWER = 64L << 20;
  private static final int NOT_FOUND = 404;

  private final ModelOptions options;
  private final Map<String, String> headers;
  private final Failures failures;
  private final HttpClient client = Transport.client();

  /// The API of the model of `options`; nothing is sent yet.
  ///
  /// @param clock tells how far a date in a Retry-After header is away
  /// @param headers sent with every request: the key, and what else the provider wants
  public BatchApi(ModelOptions options, Clock clock, Map<String, String> headers) {
    this.options = options;
    this.headers = Map.copyOf(headers);
    this.failures = new Failures(options, clock);
  }

  public Failures failures() {
    return failures;
  }

  /// What stands at `path` below the base URL; empty if nothing does.
  public Optional<JsonNode> find(String path) {
    var response = answer(request(path).GET(), text(), SOON);
    return response.statusCode() == NOT_FOUND ? Optional.empty() : Optional.of(json(response));
  }

  /// What stands at `path` below the base URL.
  public JsonNode get(String path) {
    return json(answer(request(path).GET(), text(), SOON));
  }

  /// Posts a body of which it is no matter whether it arrives twice.
  public JsonNode post(String path, String contentType, BodyPublisher body) {
    return json(
        answer(request(path).header("content-type", contentType).POST(body), text(), LARGE));
  }

  /// Posts JSON that makes something.
  ///
  /// @throws Failure its cause is an [Unfinished] if it may have been made all the same
  public JsonNode create(String path, String body) {
    var response =
        answer(
            request(path)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8)),
            text(),
            LARGE);
    try {
      return json(response);
    } catch (Failure failure) {
      throw response.statusCode() / 100 == 4 ? failure : inDoubt(failure);
    }
  }

  private static Failure inDoubt(Failure failure) {
    return failure.getCause() instanceof Unfinished
        ? failure
        : failure.withCause(new Unfinished(failure.getCause()));
  }

  /// Hands over the lines at `path` that are not blank, one after the other, until `each` says
  /// false.
  ///
  /// @throws Failure if they can't be read to their end
  public void lines(String path, Predicate<String> each) {
    var response = answer(request(path).GET(), BodyHandlers.ofInputStream(), SOON);
    var limit =
        CompletableFuture.runAsync(
            () -> close(response.body()),
            CompletableFuture.delayedExecutor(LARGE.toSeconds(), TimeUnit.SECONDS));
    try (var lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      if (!isSuccess(response)) {
        throw failures.status(response.statusCode(), response.headers(), "");
      }
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank() && !each.test(line)) {
          return;
        }
      }
    } catch (IOException e) {
      throw failures.cut(e);
    } finally {
      limit.cancel(true);
    }
  }

  private static void close(InputStream body) {
    try {
      body.close();
    } catch (IOException e) {
      // It is of no use any more.
    }
  }

  private static BodyHandler<String> text() {
    return BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), LARGEST_ANSWER);
  }

  private HttpRequest.Builder request(String path) {
    var request =
        HttpRequest.newBuilder(URI.create(options.baseUrl() + path))
            .header("accept", "application/json")
            .header("user-agent", "steward");
    headers.forEach(request::header);
    return request;
  }

  private <T> HttpResponse<T> answer(
      HttpRequest.Builder request, BodyHandler<T> body, Duration limit) {
    var exchange = client.sendAsync(request.build(), body);
    try {
      return exchange.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      exchange.cancel(true);
      throw failures.timedOut(limit);
    } catch (ExecutionException e) {
      throw failures.unreachable(e.getCause() instanceof IOException cause ? cause : e);
    } catch (InterruptedException e) {
      exchange.cancel(true);
      Thread.currentThread().interrupt();
      throw failures.interrupted(e);
    }
  }

  private JsonNode json(HttpResponse<String> response) {
    if (!isSuccess(response)) {
      throw failures.status(response.statusCode(), response.headers(), response.body());
    }
    return Json.object(response.body()).orElseThrow(() -> failures.unreadable("it is not JSON"));
  }

  private static boolean isSuccess(HttpResponse<?> response) {
    return response.statusCode() / 100 == 2;
  }
}
