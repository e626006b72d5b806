package dev.steward.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.Principal;
import io.helidon.http.HeaderNames;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One request and its response.
///
/// @param values the values of the path's names
public record Exchange(
    ServerRequest request,
    ServerResponse response,
    String requestId,
    Principal principal,
    Map<String, String> values,
    int maxBodyBytes) {

  public Exchange {
    values = Map.copyOf(values);
  }

  /// The value of a name of the path.
  public String value(String name) {
    return values.getOrDefault(name, "");
  }

  /// The path that was asked for, as it was sent.
  public String path() {
    return request.prologue().uriPath().rawPath();
  }

  /// The first header of that name; null if there is none.
  public @Nullable String header(String name) {
    return request.headers().first(HeaderNames.create(name)).orElse(null);
  }

  /// What stands after the `?`.
  public Query query() {
    return new Query(request.query().rawValue());
  }

  /// Refuses parameters on a URL that takes none.
  Exchange withoutQuery() {
    query().end();
    return this;
  }

  /// The same for a body of at most so many bytes.
  Exchange withBodyOf(int bytes) {
    return new Exchange(request, response, requestId, principal, values, bytes);
  }

  /// The body, which must be a JSON object, to be read field by field.
  public Fields json() {
    return new Fields(object());
  }

  /// The body, which must be a JSON object.
  public ObjectNode object() {
    return Json.body(body("application/json"));
  }

  /// The body, if it is of the media type and not too large.
  byte[] body(String mediaType) {
    checkType(mediaType);
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    try (InputStream in = request.content().inputStream()) {
      var bytes = in.readNBytes(maxBodyBytes + 1);
      if (bytes.length > maxBodyBytes) {
        throw new Refusal(
            413, "too_large", "", "The body is larger than %d bytes".formatted(maxBodyBytes));
      }
      return bytes;
    } catch (Refusal | RequestException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new CloseConnectionException("The client left in the middle of its request", e);
    }
  }

  /// The body, if it is of the media type, as it comes.
  InputStream streamedBody(String mediaType) {
    checkType(mediaType);
    return request.content().hasEntity()
        ? request.content().inputStream()
        : InputStream.nullInputStream();
  }

  private void checkType(String mediaType) {
    var type = header("Content-Type");
    var bare = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!bare.equals(mediaType)) {
      throw new Refusal(
          415,
          "unsupported_media_type",
          "",
          "The body must be sent as 'Content-Type: %s'".formatted(mediaType));
    }
  }

  /// Whether the client prefers a stream of events.
  boolean wantsEvents() {
    var accept = header("Accept");
    return accept != null && accept.toLowerCase(Locale.ROOT).contains("text/event-stream");
  }

  /// Checks that the caller may speak for the user.
  ///
  /// @throws Refusal 403 if not
  String allowed(String user) {
    if (!user.isEmpty() && !principal.maySpeakFor(user)) {
      throw new Refusal(
          403, "forbidden", "user_id", "This API key may not speak for user '%s'".formatted(user));
    }
    return user;
  }

  /// Does `gone`, on another thread, if the client leaves before the watch is closed.
  LookAhead.Watch whenGone(Runnable gone) {
    return request.remotePeer() instanceof WatchedPeer peer
        ? peer.ahead().whenGone(gone)
        : LookAhead.Watch.NONE;
  }

  /// Answers with JSON.
  public void send(int status, Object body) {
    send(status, "application/json", Json.write(body).getBytes(StandardCharsets.UTF_8));
  }

  void send(int status, String mediaType, byte[] body) {
    send(response, status, mediaType, body);
  }

  static void send(ServerResponse response, int status, String mediaType, byte[] body) {
    if (!response.headers().contains(HeaderNames.CACHE_CONTROL)) {
      response.header(HeaderNames.CACHE_CONTROL, "no-store");
    }
    response.status(Status.create(status)).header(HeaderNames.CONTENT_TYPE, mediaType).send(body);
  }

  /// Begins a stream of server-sent events.
  OutputStream events() {
    return stream("text/event-stream");
  }

  /// Begins a stream of JSON lines.
  OutputStream lines() {
    return stream("application/x-ndjson");
  }

  /// Begins a file that a browser keeps under that name.
  OutputStream download(String mediaType, String name) {
    response.header("Content-Disposition", "attachment; filename=\"%s\"".formatted(name));
    return stream(mediaType);
  }

  private OutputStream stream(String mediaType) {
    return response
        .status(Status.OK_200)
        .header(HeaderNames.CONTENT_TYPE, mediaType)
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .header(HeaderNames.create("X-Accel-Buffering"), "no")
        .outputStream();
  }
}
