package dev.steward.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.Failure;
import java.time.Duration;

/// A request that is answered with an error.
public final class Refusal extends RuntimeException {
  private final int status;
  private final String code;
  private final String field;
  private final boolean retryable;
  private final Duration retryAfter;

  private Refusal(
      int status,
      String code,
      String field,
      String message,
      boolean retryable,
      Duration retryAfter) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.field = field;
    this.retryable = retryable;
    this.retryAfter = retryAfter;
  }

  /// An error.
  ///
  /// @param status of HTTP
  /// @param code what went wrong, for programs
  /// @param field what in the request is wrong, or empty
  public Refusal(int status, String code, String field, String message) {
    this(status, code, field, message, false, Duration.ZERO);
  }

  /// What a field of the request holds is wrong.
  public static Refusal invalidField(String field, String message) {
    return new Refusal(400, "invalid_field", field, message);
  }

  static Refusal absent(String what, String id) {
    return new Refusal(404, "not_found", "", "There is no %s '%s'".formatted(what, id));
  }

  /// A failure as the caller gets to see it. What is our own fault is said without its inside; the
  /// log has it under the request's id. A used-up quota is 402 and not 429, which clients take as
  /// an invitation to try again at once.
  static Refusal of(Failure failure, String requestId) {
    return switch (failure.kind()) {
      case USER -> new Refusal(400, "refused", "", failure.text());
      case LIMIT ->
          new Refusal(
              402, failure.code().isEmpty() ? "limit_reached" : failure.code(), "", failure.text());
      case EXTERNAL ->
          new Refusal(
              502,
              "external_failure",
              "",
              failure.text(),
              failure.isRetryable(),
              failure.retryAfter());
      case INTERNAL -> internal(requestId);
    };
  }

  static Refusal internal(String requestId) {
    return new Refusal(
        500,
        "internal",
        "",
        "Something failed inside Steward; its log says what, under request " + requestId);
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  /// What in the request is wrong, or empty.
  public String field() {
    return field;
  }

  boolean isRetryable() {
    return retryable;
  }

  Duration retryAfter() {
    return retryAfter;
  }

  /// The message.
  public String text() {
    return String.valueOf(getMessage());
  }

  /// `{"error": {"code", "message", "field"?, "retryable"?}}`.
  ObjectNode own() {
    var body = Json.object();
    var error = body.putObject("error").put("code", code).put("message", text());
    if (!field.isEmpty()) {
      error.put("field", field);
    }
    if (retryable) {
      error.put("retryable", true).put("retry_after_ms", retryAfter.toMillis());
    }
    return body;
  }

  /// The same in the shape of OpenAI's API.
  ObjectNode openAi() {
    var body = Json.object();
    var error = body.putObject("error").put("message", text()).put("type", openAiType());
    if (field.isEmpty()) {
      error.putNull("param");
    } else {
      error.put("param", field);
    }
    error.put("code", status == 401 ? "invalid_api_key" : code);
    return body;
  }

  private String openAiType() {
    return switch (status) {
      case 402 -> "insufficient_quota";
      case 403 -> "permission_error";
      default -> status >= 500 ? "server_error" : "invalid_request_error";
    };
  }
}
