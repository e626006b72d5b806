package dev.steward.web;

import dev.steward.core.Principal;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Takes every request past the gate to its route, and turns what goes wrong into an error in the
/// shape of the API that was called.
final class Dispatcher {
  private static final List<String> SCHEMES = List.of("Bearer ", "Token ");
  private static final HeaderName API_KEY = HeaderNames.create("X-API-Key");
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /// Who asks where nobody needs to be known.
  private static final Principal NOBODY = new Principal("", Set.of(""));

  private final Gate gate;
  private final List<Route> routes;
  private final int maxBodyBytes;
  private final String prefix;
  private final AtomicLong count = new AtomicLong();

  Dispatcher(Gate gate, List<Route> routes, int maxBodyBytes, Clock clock) {
    this.gate = gate;
    this.routes = List.copyOf(routes);
    this.maxBodyBytes = maxBodyBytes;
    prefix = Long.toString(clock.millis(), 36);
  }

  void handle(ServerRequest request, ServerResponse response) {
    var id = requestId(request);
    response.header("X-Request-ID", id);
    response.header("X-Content-Type-Options", "nosniff");
    response.header("Cross-Origin-Resource-Policy", "same-origin");
    var asked = new Asked();
    try {
      answer(request, response, id, asked);
    } catch (CloseConnectionException e) {
      throw e;
    } catch (RuntimeException e) {
      if (response.isSent()) {
        throw new CloseConnectionException("The client left in the middle of its response", e);
      }
      refuse(request, response, EventStream.refusal(translated(e), id), asked);
    }
    closeIfAsked(request);
  }

  /// What a request turned out to ask for.
  private static final class Asked {
    private @Nullable Route route;
  }

  /// Closes the connection after a request that wants that. Helidon 4.5.0 only says that it would
  /// (its issue 12324).
  private static void closeIfAsked(ServerRequest request) {
    var connection = request.headers().first(HeaderNames.CONNECTION).orElse("");
    if (connection.toLowerCase(Locale.ROOT).contains("close")) {
      throw new CloseConnectionException("The client asked for it");
    }
  }

  private void answer(ServerRequest request, ServerResponse response, String id, Asked asked) {
    var headers = request.headers();
    gate.checkPlace(
        headers.first(HeaderNames.HOST).orElse(""),
        headers.first(HeaderNames.ORIGIN).orElse(null),
        request.localPeer().port());
    var method = request.prologue().method().text();
    var match = Route.Match.find(routes, method, request.prologue().uriPath().rawPath());
    var route = match.route();
    asked.route = route;
    var isOpen = route != null && route.open();
    var principal = isOpen ? NOBODY : gate.principal(key(headers));
    if (route == null) {
      throw unmatched(match, method, response);
    }
    route
        .handler()
        .handle(new Exchange(request, response, id, principal, match.values(), maxBodyBytes));
  }

  /// The key that a request comes with: after `Bearer`, which is ours, or as Mem0's clients send
  /// it.
  private static String key(ServerRequestHeaders headers) {
    var authorization = headers.first(HeaderNames.AUTHORIZATION).orElse("").strip();
    return SCHEMES.stream()
        .filter(scheme -> authorization.regionMatches(true, 0, scheme, 0, scheme.length()))
        .findFirst()
        .map(scheme -> authorization.substring(scheme.length()).strip())
        .or(() -> headers.first(API_KEY).map(String::strip))
        .orElse("");
  }

  private static Refusal unmatched(Route.Match match, String method, ServerResponse response) {
    if (match.allowed().isEmpty()) {
      return new Refusal(404, "not_found", "", "There is nothing at this path");
    }
    var allowed = String.join(", ", match.allowed());
    response.header(HeaderNames.ALLOW, allowed);
    return new Refusal(
        405,
        "method_not_allowed",
        "",
        "%s is not answered here; there is: %s".formatted(method, allowed));
  }

  private static void refuse(
      ServerRequest request, ServerResponse response, Refusal refusal, Asked asked) {
    if (refusal.status() == 401) {
      response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer");
    }
    if (!refusal.retryAfter().isZero()) {
      response.header(HeaderNames.RETRY_AFTER, String.valueOf(refusal.retryAfter().toSeconds()));
    }
    var path = request.prologue().uriPath().rawPath();
    var openAi = path.startsWith("/v1/chat/") || path.startsWith("/v1/models");
    if (openAi) {
      // OpenAI's clients repeat a failed request by themselves, which would be a second task.
      response.header("x-should-retry", String.valueOf(refusal.isRetryable()));
    }
    var route = asked.route;
    var own = route == null ? refusal.own() : route.errors().apply(refusal);
    Exchange.send(
        response,
        refusal.status(),
        "application/json",
        Json.write(openAi ? refusal.openAi() : own).getBytes(StandardCharsets.UTF_8));
  }

  /// What the HTTP layer finds wrong while the body is read is the client's.
  private static RuntimeException translated(RuntimeException e) {
    return switch (e) {
      case RequestException wrong when wrong.status().code() == 413 ->
          new Refusal(413, "too_large", "", "The body is too large");
      case RequestException wrong -> new Refusal(400, "bad_request", "", "The body is broken off");
      case HttpException wrong when wrong.status().code() < 500 ->
          new Refusal(wrong.status().code(), "bad_request", "", "The request is not valid HTTP");
      default -> e;
    };
  }

  /// What answers requests that never get to a route, because they are not valid HTTP.
  static DirectHandlers beforeRouting() {
    var handlers = DirectHandlers.builder();
    for (var type : DirectHandler.EventType.values()) {
      handlers.addHandler(
          type,
          (request, event, status, headers, message) -> {
            var code =
                event == DirectHandler.EventType.PAYLOAD_TOO_LARGE ? "too_large" : "bad_request";
            var refusal =
                status.code() >= 500
                    ? new Refusal(status.code(), "internal", "", "Something failed inside Steward")
                    : new Refusal(status.code(), code, "", "The request is not valid HTTP");
            return DirectHandler.TransportResponse.builder()
                .status(Status.create(status.code()))
                .headers(headers)
                .header(HeaderNames.CONTENT_TYPE, "application/json")
                .keepAlive(false)
                .entity(Json.write(refusal.own()))
                .build();
          });
    }
    return handlers.build();
  }

  private String requestId(ServerRequest request) {
    return request
        .headers()
        .first(HeaderNames.create("X-Request-ID"))
        .filter(id -> REQUEST_ID.matcher(id).matches())
        .orElseGet(() -> prefix + "-" + count.incrementAndGet());
  }
}
