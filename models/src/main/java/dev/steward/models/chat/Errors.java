package dev.steward.models.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Errors as providers word them: where they stand, what they are called, what they mean. Their
/// texts are looked at, but never passed on.
public final class Errors {
  private static final String KEY_REFUSED = "API_KEY_INVALID";

  private static final Set<String> SPENT =
      Set.of(
          "enforced_spend_limit_reached",
          "insufficient_quota",
          "insufficient_balance_error",
          "billing_error",
          "billing_hard_limit_reached",
          "billing_not_active");

  /// Where no code says so: MiniMax (with status 500) and Anthropic (with 400).
  private static final Pattern SPENT_WORDS =
      Pattern.compile(
          "insufficient balance|credit balance is too low|reached your specified (api|workspace) usage limits",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern CODE =
      Pattern.compile("[a-z][a-z0-9_.-]{2,63}|[A-Z][A-Z0-9_]{2,63}");

  private static final Pattern SECONDS = Pattern.compile("(\\d{1,9})(?:\\.(\\d{1,9}))?s");

  /// The errors that come by name instead of by status, inside a stream that began well.
  private static final Map<String, Integer> STATUS_OF =
      Map.ofEntries(
          Map.entry("invalid_request_error", 400),
          Map.entry("context_length_exceeded", 400),
          Map.entry("INVALID_ARGUMENT", 400),
          Map.entry("authentication_error", 401),
          Map.entry("invalid_api_key", 401),
          Map.entry("UNAUTHENTICATED", 401),
          Map.entry("billing_error", 402),
          Map.entry("insufficient_quota", 402),
          Map.entry("insufficient_balance_error", 402),
          Map.entry("permission_error", 403),
          Map.entry("PERMISSION_DENIED", 403),
          Map.entry("not_found_error", 404),
          Map.entry("model_not_found", 404),
          Map.entry("NOT_FOUND", 404),
          Map.entry("request_too_large", 413),
          Map.entry("rate_limit_error", 429),
          Map.entry("rate_limit_exceeded", 429),
          Map.entry("RESOURCE_EXHAUSTED", 429),
          Map.entry("timeout_error", 504),
          Map.entry("overloaded_error", 529));

  /// MiniMax's own numbers, which come with status 200.
  private static final Map<Integer, Integer> STATUS_OF_NUMBER =
      Map.of(1002, 429, 1004, 401, 1008, 402, 1026, 400, 1039, 413, 2013, 400, 2049, 401);

  private Errors() {}

  /// The error in what a server sent, if it reports one: OpenAI's and Anthropic's `error`, Ollama's
  /// as a text, vLLM's at the top, MiniMax's `base_resp`.
  public static Optional<JsonNode> in(JsonNode sent) {
    var error = sent.path("error");
    if (error.isObject()) {
      return Optional.of(error);
    }
    if (error.isTextual()) {
      return Optional.of(JsonNodeFactory.instance.objectNode().put("message", error.asText()));
    }
    if (sent.path("object").asText().equals("error")) {
      return Optional.of(sent);
    }
    var base = sent.path("base_resp");
    return base.path("status_code").asInt(0) == 0 ? Optional.empty() : Optional.of(base);
  }

  /// The most telling of the error's codes; empty if none looks like one.
  static String code(JsonNode error) {
    for (var candidate :
        new JsonNode[] {
          error.path("details").path("error_code"),
          detail(error, "reason"),
          error.path("code"),
          error.path("type"),
          error.path("status")
        }) {
      if (candidate.isTextual() && CODE.matcher(candidate.asText()).matches()) {
        return candidate.asText();
      }
    }
    return "";
  }

  /// The status that an error amounts to which came inside a success.
  static int status(JsonNode error) {
    var number = error.path("code").asInt(0);
    if (number >= 400 && number < 600) {
      return number;
    }
    var own = STATUS_OF_NUMBER.get(error.path("status_code").asInt(0));
    if (own != null) {
      return own;
    }
    for (var name : new String[] {"code", "type", "status"}) {
      var status = STATUS_OF.get(error.path(name).asText());
      if (status != null) {
        return status;
      }
    }
    return 500;
  }

  /// Whether money is what is missing, or a day's quota: to try again soon is of no use.
  static boolean isSpent(JsonNode error) {
    return SPENT.contains(code(error))
        || SPENT_WORDS.matcher(error.path("message").asText("")).find()
        || SPENT_WORDS.matcher(error.path("status_msg").asText("")).find()
        || isOfTheDay(error);
  }

  private static boolean isOfTheDay(JsonNode error) {
    for (var violation : detail(error, "violations")) {
      if (violation.path("quotaId").asText().contains("PerDay")) {
        return true;
      }
    }
    return false;
  }

  /// Whether the key was refused, whatever the status says.
  static boolean isOfTheKey(JsonNode error) {
    return code(error).equals(KEY_REFUSED);
  }

  /// How long Google wants to be left alone, which it says in the body; zero if it says nothing.
  static Duration wait(JsonNode error) {
    var delay = SECONDS.matcher(detail(error, "retryDelay").asText(""));
    if (!delay.matches()) {
      return Duration.ZERO;
    }
    var whole = Duration.ofSeconds(Long.parseLong(delay.group(1)));
    return delay.group(2) == null ? whole : whole.plusSeconds(1);
  }

  /// A field of one of Google's details.
  private static JsonNode detail(JsonNode error, String field) {
    for (var detail : error.path("details")) {
      if (detail.isObject() && detail.has(field)) {
        return detail.path(field);
      }
    }
    return error.path("details").path(field);
  }
}
