package dev.steward.models.peers;

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
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/// aimock, which speaks OpenAI's format.
public final class AiMock implements AutoCloseable {
  private static final Path FOLDER = Path.of("src/test/peers");
  private static final String CLI = "node_modules/@copilotkit/aimock/dist/aimock-cli.js";
  private static final Map<String, Object> AT_ONCE = Map.of("chunkSize", 4);

  private final PeerProcess process;
  private final String url;
  private final Http http = new Http();
  private final AtomicInteger peers = new AtomicInteger();

  public AiMock() {
    if (!Files.exists(FOLDER.resolve(CLI))) {
      throw new IllegalStateException(
          "@copilotkit/aimock is not installed; run ./check, or %s/install".formatted(FOLDER));
    }
    process =
        new PeerProcess(
            FOLDER,
            Pattern.compile("listening on (http\\S+)"),
            List.of("node", CLI, "--config", "aimock.json", "--port", "0"));
    url = process.address();
  }

  /// A provider of its own, with a model that `client` makes of the base URL and the model's id.
  public ModelPeer peer(BiFunction<String, String, ChatModel> client) {
    return new OpenAi("model-" + peers.incrementAndGet(), "/v1", client);
  }

  /// The same, shaped like OpenRouter, which reports tokens in more classes.
  public ModelPeer detailedPeer(BiFunction<String, String, ChatModel> client) {
    return new OpenAi("model-" + peers.incrementAndGet(), "/api/v1", client);
  }

  /// Where its API begins. Embeddings need no peer: it makes them of a text's digest.
  public String baseUrl() {
    return url + "/v1";
  }

  @Override
  public void close() {
    process.close();
  }

  private final class OpenAi implements ModelPeer {
    private final String id;
    private final boolean isDetailed;
    private final ChatModel model;
    private final AtomicInteger replies = new AtomicInteger();

    OpenAi(String id, String base, BiFunction<String, String, ChatModel> client) {
      this.id = id;
      this.isDetailed = base.startsWith("/api");
      this.model = client.apply(url + base, id);
    }

    @Override
    public ChatModel model() {
      return model;
    }

    @Override
    public Usage usage() {
      return isDetailed ? new Usage(150, 50, 0, 0, 33, 12) : new Usage(200, 0, 0, 0, 33, 0);
    }

    @Override
    public void will(Reply reply) {
      switch (reply) {
        case Reply.Says says ->
            answer(Map.of("content", says.text(), "usage", report(says.usage())), AT_ONCE);
        case Reply.Calls calls ->
            answer(Map.of("toolCalls", calls(calls), "usage", report(calls.usage())), AT_ONCE);
        case Reply.Breaks breaks ->
            answer(
                Map.of("content", breaks.text()),
                Map.of(
                    "chunkSize",
                    4,
                    "truncateAfterChunks",
                    3,
                    "streamingProfile",
                    Map.of("ttft", 5, "tps", 100)));
        case Reply.Stalls stalls ->
            answer(
                Map.of("content", stalls.text()),
                Map.of("chunkSize", 4, "streamingProfile", Map.of("ttft", 5, "tps", 0.5)));
        case Reply.Refuses refuses ->
            answer(
                Map.of(
                    "error",
                    Map.of("message", "no", "type", "some_error"),
                    "status",
                    refuses.status(),
                    "retryAfter",
                    refuses.retryAfter().toSeconds()),
                Map.of());
        case Reply.Garbles garbles ->
            answer(Map.of("content", "x"), Map.of("chaos", Map.of("malformedRate", 1)));
      }
    }

    private static List<Map<String, String>> calls(Reply.Calls calls) {
      return calls.calls().stream()
          .map(call -> Map.of("name", call.tool(), "arguments", Http.json(call.arguments())))
          .toList();
    }

    private static Map<String, Object> report(Usage usage) {
      return Map.of(
          "prompt_tokens", usage.prompt(),
          "completion_tokens", usage.output(),
          "prompt_tokens_details", Map.of("cached_tokens", usage.cacheRead()),
          "completion_tokens_details", Map.of("reasoning_tokens", usage.reasoning()));
    }

    private void answer(Map<String, Object> response, Map<String, Object> manner) {
      var fixture = new HashMap<String, Object>(manner);
      fixture.put("match", Map.of("model", id, "sequenceIndex", replies.getAndIncrement()));
      fixture.put("response", response);
      http.send("POST", url + "/__aimock/fixtures", Map.of("fixtures", List.of(fixture)));
    }

    @Override
    public List<String> asked() {
      var bodies = new ArrayList<String>();
      http.send("GET", url + "/__aimock/journal", Map.of())
          .forEach(entry -> {
            if (entry.path("body").path("model").asText().equals(id)) {
              bodies.add(entry.path("body").toString());
            }
          });
      return bodies;
    }
  }
}
