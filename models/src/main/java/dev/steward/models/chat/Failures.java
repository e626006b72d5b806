package dev.steward.models.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.steward.core.Failure;
import dev.steward.core.model.Unfinished;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// What goes wrong between us and a provider, in our terms. A provider's own words are never
/// repeated, for they may quote the prompt or the key; its error codes are.
public final class Failures {
  private final ModelOptions options;
  private final Clock clock;

  Failures(ModelOptions options, Clock clock) {
    this.options = options;
    this.clock = clock;
  }

  /// The provider answered with a status that is not a success.
  Failure status(int status, HttpHeaders headers, String body) {
    JsonNode error = Json.report(body).flatMap(Errors::in).orElse(MissingNode.getInstance());
    var wait = waitOf(headers);
    return refused(status, error, wait.isZero() ? Errors.wait(error) : wait);
  }

  /// The provider began to answer, and then reported an error.
  public Failure reported(JsonNode error) {
    return refused(Errors.status(error), error, Errors.wait(error));
  }

  /// The answer ended before its end.
  public Failure cut(@Nullable Throwable cause) {
    return Failure.passing(
        "The answer of %s was cut off on the way; try again".formatted(model()),
        new Unfinished(cause),
        Duration.ZERO);
  }

  /// The answer came, and can't be understood.
  public Failure unreadable(String what) {
    return Failure.external(
        "%s at %s gave an answer that can't be read: %s; check the base URL and the provider of the model in steward.yaml"
            .formatted(model(), options.host(), what),
        new Unfinished(null));
  }

  /// The tool call is longer than the model was allowed to write.
  public Failure tooLong(String tool) {
    return Failure.external(
        "%s was stopped by its limit on tokens in the middle of a call of the tool %s; allow the agent more tokens"
            .formatted(model(), tool),
        new Unfinished(null));
  }

  /// The model called a tool with something that is not JSON.
  public Failure garbledCall(String tool) {
    return Failure.external(
        "%s called the tool %s with arguments that are not JSON; give the agent another model if it happens again"
            .formatted(model(), tool),
        new Unfinished(null));
  }

  /// The provider stopped the model, since it called a tool that is none, or called it wrongly.
  public Failure malformedCall() {
    return Failure.passing(
        "%s wanted to use a tool in a way that its provider did not let through; try again"
            .formatted(model()),
        new Unfinished(null),
        Duration.ZERO);
  }

  Failure unreachable(Throwable cause) {
    if (cause instanceof SSLException) {
      return Failure.external(
          "%s at %s could not be reached safely: its certificate was not accepted; check the base URL in steward.yaml"
              .formatted(model(), options.host()),
          cause);
    }
    // Then nothing was sent.
    var isWithout =
        cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
    return Failure.passing(
        "%s could not be reached at %s: %s; check the network and the base URL in steward.yaml"
            .formatted(
                model(), options.host(), isWithout ? "no connection" : "the connection broke"),
        isWithout ? cause : new Unfinished(cause),
        Duration.ZERO);
  }

  Failure timedOut(Duration timeout) {
    return Failure.passing(
        "%s did not finish its answer within %s; try again, or allow it more time"
            .formatted(model(), said(timeout)),
        new Unfinished(null),
        Duration.ZERO);
  }

  Failure silent(Duration firstToken) {
    return Failure.passing(
        "%s did not begin its answer within %s; try again, or allow it more time"
            .formatted(model(), said(firstToken)),
        new Unfinished(null),
        Duration.ZERO);
  }

  Failure interrupted(InterruptedException cause) {
    return Failure.passing(
        "The call of %s was interrupted; try again".formatted(model()),
        new Unfinished(cause),
        Duration.ZERO);
  }

  private Failure refused(int status, JsonNode error, Duration wait) {
    var code = Errors.code(error);
    int meaning = Errors.isSpent(error) ? 402 : Errors.isOfTheKey(error) ? 401 : status;
    var message =
        "%s refused the call of %s with status %d%s: %s"
            .formatted(
                options.provider(),
                options.name(),
                status,
                code.isEmpty() ? "" : " (" + code + ")",
                advice(meaning));
    if (meaning == 401 || meaning == 402 || meaning == 403) {
      return Failure.account(message);
    }
    return isPassing(status)
        ? Failure.passing(message, null, wait)
        : Failure.external(message, null);
  }

  private static boolean isPassing(int status) {
    return status == 408 || status == 409 || status == 425 || status == 429 || status >= 500;
  }

  private String advice(int status) {
    return switch (status) {
      case 401 ->
          options.key().isEmpty()
              ? "it wants an API key; name the variable that holds it in steward.yaml"
              : "%s was refused; set a valid key".formatted(options.key().variable());
      case 402 -> "the account's balance or spend limit is used up; raise it with the provider";
      case 403 ->
          "%s may not use this model; ask for access, or choose another model"
              .formatted(options.key().isEmpty() ? "we" : options.key().variable());
      case 404 ->
          "it knows no model %s at %s; check the model's name and base URL in steward.yaml"
              .formatted(options.model(), options.host());
      case 408, 504 -> "it took too long; try again";
      case 413 -> "the prompt is too long; shorten it, or choose a model that reads more";
      case 429 -> "too many requests; try again later";
      case 529, 503 -> "it is overloaded; try again later";
      default -> {
        if (isPassing(status)) {
          yield "it is in trouble; try again later";
        }
        yield status < 400
            ? "it sends us elsewhere; check the base URL in steward.yaml"
            : "it does not accept the request; check that the model's name and provider in steward.yaml belong together";
      }
    };
  }

  private Duration waitOf(HttpHeaders headers) {
    var value = headers.firstValue("retry-after").orElse("").strip();
    if (value.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(value));
    }
    try {
      var until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      var wait = Duration.between(clock.instant(), until);
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
  }

  private String model() {
    return options.provider() + "'s " + options.name();
  }

  private static String said(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }
}
