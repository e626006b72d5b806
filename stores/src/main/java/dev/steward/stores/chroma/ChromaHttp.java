package dev.steward.stores.chroma;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.steward.core.Failure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Talks JSON to a Chroma server.
final class ChromaHttp implements AutoCloseable {
  private static final long LONGEST_ANSWER = 256L << 20;
  private static final int LONGEST_COMPLAINT = 200;

  private final ChromaServer server;
  private final HttpClient client;
  private final JsonMapper json = new JsonMapper();
  private volatile Duration patience;

  /// What the server answered.
  record Reply(int status, JsonNode body) {
    boolean isOk() {
      return status >= 200 && status < 300;
    }

    boolean isMissing() {
      return status == 404;
    }
  }

  /// The server answered that it could not do what it was asked.
  static final class ServerError extends IOException {
    private static final long serialVersionUID = 1;

    ServerError(int status, String complaint) {
      super("%d %s".formatted(status, complaint));
    }
  }

  ChromaHttp(ChromaServer server) {
    this.server = server;
    this.patience = server.answer();
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(server.connect())
            .build();
  }

  /// Waits no longer for an answer than for a connection from now on.
  void hurry() {
    if (server.connect().compareTo(patience) < 0) {
      patience = server.connect();
    }
  }

  Reply get(String path) {
    return call("GET", path, BodyPublishers.noBody());
  }

  Reply delete(String path) {
    return call("DELETE", path, BodyPublishers.noBody());
  }

  Reply post(String path, Object body) {
    return call("POST", path, publisher(body));
  }

  Reply put(String path, Object body) {
    return call("PUT", path, publisher(body));
  }

  private HttpRequest.BodyPublisher publisher(Object body) {
    try {
      return BodyPublishers.ofByteArray(json.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw Failure.internal("A request to Chroma can't be written as JSON", e);
    }
  }

  /// Everything asked here may be done twice, so a connection that breaks is tried once more: the
  /// server may have closed it while it was idle.
  private Reply call(String method, String path, HttpRequest.BodyPublisher body) {
    var request =
        HttpRequest.newBuilder(URI.create(base() + path))
            .timeout(patience)
            .header("Content-Type", "application/json")
            .method(method, body)
            .build();
    try {
      return send(request);
    } catch (ConnectException | HttpTimeoutException | ServerError e) {
      throw unreachable(e);
    } catch (IOException e) {
      return again(request, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /// A server that is gone after it broke off has ended over what it was asked.
  private Reply again(HttpRequest request, IOException before) {
    try {
      return send(request);
    } catch (ConnectException e) {
      before.addSuppressed(e);
      throw unreachable(before);
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private Failure interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return Failure.passing(
        "Waiting for Chroma at %s was interrupted".formatted(server.address()), e, Duration.ZERO);
  }

  private String base() {
    var url = server.url().toString();
    return (url.endsWith("/") ? url.substring(0, url.length() - 1) : url) + "/api/v2";
  }

  private Reply send(HttpRequest request) throws IOException, InterruptedException {
    var response =
        client.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER));
    if (response.statusCode() >= 500) {
      throw new ServerError(response.statusCode(), complaint(response.body()));
    }
    return new Reply(response.statusCode(), body(response));
  }

  private JsonNode body(HttpResponse<byte[]> response) throws IOException {
    try {
      return json.readTree(response.body());
    } catch (JsonProcessingException e) {
      if (response.statusCode() >= 400) {
        return json.createObjectNode();
      }
      throw new ServerError(response.statusCode(), "with an answer that is not JSON");
    }
  }

  /// What the server says is wrong, in its own words.
  private String complaint(byte[] body) {
    try {
      return complaint(json.readTree(body));
    } catch (IOException e) {
      return shortened(new String(body, StandardCharsets.UTF_8));
    }
  }

  private static String complaint(JsonNode body) {
    return shortened(body.path("message").asText(""));
  }

  private static String shortened(String text) {
    var line = text.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
    return line.length() <= LONGEST_COMPLAINT ? line : line.substring(0, LONGEST_COMPLAINT) + "…";
  }

  private Failure unreachable(IOException e) {
    var what =
        switch (e) {
          case ConnectException _ -> "can't be reached";
          case HttpTimeoutException _ ->
              "did not answer within %s s".formatted(patience.toMillis() / 1000.0);
          case ServerError error -> "failed (%s)".formatted(error.getMessage());
          default -> "broke off";
        };
    return Failure.passing(
        "The index of meanings, Chroma at %s, %s; start or mend it: nothing is lost, it is filled from the rows, and words find meanwhile"
            .formatted(server.address(), what),
        e,
        Duration.ZERO);
  }

  /// What a refusal is thrown as.
  Failure refused(String what, Reply reply) {
    var text =
        reply.isMissing()
            ? "Chroma at %s lost the index of meanings; it is filled again from the rows, and words find meanwhile"
                .formatted(server.address())
            : "Chroma at %s refused to %s (%d %s); see what its log says, and whether it is Chroma 1.0 or newer"
                .formatted(server.address(), what, reply.status(), complaint(reply.body()));
    return Failure.passing(text, null, Duration.ZERO);
  }

  /// What an answer is thrown as that lacks what it should have.
  Failure malformed(String what) {
    return Failure.passing(
        "Chroma at %s gave no usable answer when it was asked to %s; see that it is Chroma 1.0 or newer"
            .formatted(server.address(), what),
        new ServerError(200, "malformed"),
        Duration.ZERO);
  }

  /// Whether it was the server that failed at what it was asked, and not the way to it.
  static boolean isServersFault(Failure failure) {
    return failure.getCause() instanceof IOException cause
        && !(cause instanceof ConnectException)
        && !(cause instanceof HttpTimeoutException);
  }

  String address() {
    return server.address();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
