package dev.steward.models.peers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.core.cost.Usage;
import dev.steward.core.model.ChatModel;
import dev.steward.testkit.ModelPeer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Pattern;

/// MockServer, which speaks Anthropic's format.
public final class MockServer implements AutoCloseable {
  private static final Path FOLDER = Path.of("target/peers").toAbsolutePath();
  private static final Path JAR = FOLDER.resolve("mockserver.jar");

  private final PeerProcess process;
  private final String url;
  private final Http http = new Http();
  private final AtomicInteger peers = new AtomicInteger();

  public MockServer() {
    if (!Files.exists(JAR)) {
      throw new IllegalStateException(
          "%s is missing; Maven copies it there, which ./check does".formatted(JAR));
    }
    process =
        new PeerProcess(
            // It leaves its certificate where it works.
            FOLDER,
            Pattern.compile("started on port: (\\d+)"),
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                JAR.toString(),
                "-serverPort",
                "0"));
    url = "http://localhost:" + process.address();
  }

  /// A provider of its own, with a model that `client` makes of the base URL.
  public ModelPeer peer(Function<String, ChatModel> client) {
    return new Anthropic("/p" + peers.incrementAndGet(), client);
  }

  @Override
  public void close() {
    process.close();
  }

  private final class Anthropic implements ModelPeer {
    private final String path;
    private final ChatModel model;

    Anthropic(String base, Function<String, ChatModel> client) {
      this.path = base + "/v1/messages";
      this.model = client.apply(url + base);
    }

    @Override
    public ChatModel model() {
      return model;
    }

    @Override
    public Usage usage() {
      return new Usage(1000, 640, 128, 0, 350, 0);
    }

    @Override
    public void will(Reply reply) {
      switch (reply) {
        case Reply.Says says -> answer(completion(says.text(), says.usage()), Map.of());
        case Reply.Calls calls -> answer(calls(calls), Map.of());
        case Reply.Breaks breaks ->
            answer(completion(breaks.text(), usage()), Map.of("truncateMode", "MID_STREAM"));
        case Reply.Stalls stalls -> {
          var slow = completion(stalls.text(), usage());
          slow.put("streamingPhysics", Map.of("tokensPerSecond", 1));
          answer(slow, Map.of());
        }
        case Reply.Refuses refuses -> {
          var chaos =
              new HashMap<String, Object>(
                  Map.of("errorStatus", refuses.status(), "errorProbability", 1.0));
          if (!refuses.retryAfter().isZero()) {
            chaos.put("retryAfter", String.valueOf(refuses.retryAfter().toSeconds()));
          }
          answer(completion("", usage()), chaos);
        }
        case Reply.Garbles garbles ->
            expect(
                "httpResponse",
                Map.of(
                    "headers",
                    Map.of("content-type", List.of("text/event-stream")),
                    "body",
                    "event: message_start\ndata: {\"type\": message_start\n\n"));
      }
    }

    private Map<String, Object> completion(String text, Usage usage) {
      return new HashMap<>(
          Map.of(
              "text",
              text,
              "streaming",
              true,
              "usage",
              Map.of(
                  "inputTokens", usage.input(),
                  "cachedInputTokens", usage.cacheRead(),
                  "cacheCreationTokens", usage.cacheWrite5m(),
                  "outputTokens", usage.output())));
    }

    private Map<String, Object> calls(Reply.Calls calls) {
      var completion = completion("", calls.usage());
      completion.remove("text");
      completion.put(
          "toolCalls",
          calls.calls().stream()
              .map(call -> Map.of("name", call.tool(), "arguments", Http.json(call.arguments())))
              .toList());
      return completion;
    }

    private void answer(Map<String, Object> completion, Map<String, Object> chaos) {
      expect(
          "httpLlmResponse",
          Map.of("provider", "ANTHROPIC", "completion", completion, "chaos", chaos));
    }

    private void expect(String action, Object answer) {
      http.send(
          "PUT",
          url + "/mockserver/expectation",
          Map.of(
              "httpRequest",
              Map.of("method", "POST", "path", path),
              "times",
              Map.of("remainingTimes", 1, "unlimited", false),
              action,
              answer));
    }

    @Override
    public List<String> asked() {
      var requests =
          http.send(
              "PUT", url + "/mockserver/retrieve?type=REQUESTS&format=JSON", Map.of("path", path));
      var bodies = new ArrayList<String>();
      requests.forEach(request -> bodies.add(text(request.path("body"))));
      return bodies;
    }

    private static String text(JsonNode body) {
      return body.has("json") ? body.path("json").toString() : body.toString();
    }
  }
}
