package dev.steward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.steward.app.Assembly;
import dev.steward.app.settings.SettingsFile;
import dev.steward.testkit.HashingEmbedder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A cross-encoder on a server is used by one line of `steward.yaml`.
class RerankerChoiceTest {
  private static final String LINE = "  embedder: e5-small-v2\n";
  private static final String QUESTION = "Who drinks tea with milk?";

  @TempDir private Path folder;

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private volatile int status = 200;

  /// Says that the text which speaks of a horse answers everything.
  @BeforeEach
  void serve() throws IOException {
    server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            0,
            "/v1/rerank",
            exchange -> {
              var question =
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
              asked.add(question);
              var answer = answer(question).getBytes(StandardCharsets.UTF_8);
              exchange.getResponseHeaders().add("content-type", "application/json");
              exchange.sendResponseHeaders(status, answer.length);
              exchange.getResponseBody().write(answer);
              exchange.close();
            });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  private static String answer(String question) {
    var from = question.indexOf("[\"") + 2;
    var documents = question.substring(from, question.indexOf("\"]", from)).split("\",\"", -1);
    return IntStream.range(0, documents.length)
        .mapToObj(i ->
            "{\"index\":%d,\"relevance_score\":%d}"
                .formatted(i, documents[i].contains("horse") ? 1 : 0))
        .collect(Collectors.joining(",", "{\"results\":[", "]}"));
  }

  private Steward open(Map<String, String> environment) {
    var block =
        "  reranker: { base_url: 'http://localhost:%d/v1', model: judge, key_env: JUDGE_KEY }\n"
            .formatted(server.getAddress().getPort());
    var steward =
        Assembly.ofProcess()
            .withEnvironment(environment)
            .withEmbedder(HashingEmbedder::new)
            .open(
                folder,
                SettingsFile.parse(
                    SettingsFile.defaults().replace(LINE, LINE + block),
                    "steward.yaml",
                    ZoneOffset.UTC));
    steward.addUserPreference("ana", "John drinks tea with milk");
    steward.addUserPreference("ana", "Bob rides a horse and drinks milk");
    return steward;
  }

  @Test
  void itsWordCountsHalfAndTheScoreShowsIt() {
    try (var steward = open(Map.of("JUDGE_KEY", "sk-judge"))) {
      var found = steward.recall("ana", QUESTION);

      assertThat(found.getFirst().fact().text()).contains("horse");
      assertThat(found.getFirst().component("cross_encoder")).isEqualTo(0.5);
      assertThat(asked).isNotEmpty().allSatisfy(body -> assertThat(body).contains(QUESTION));
    }
  }

  @Test
  void aSearchDoesWithoutOneThatFailsAndDoesNotAskAgainAtOnce() {
    status = 400;
    try (var steward = open(Map.of("JUDGE_KEY", "sk-judge"))) {
      assertThat(steward.recall("ana", QUESTION).getFirst().fact().text()).contains("John");
      assertThat(steward.recall("ana", QUESTION).getFirst().fact().text()).contains("John");
      assertThat(asked).hasSize(1);
    }
  }

  @Test
  void withoutTheKeyItDoesNotStartAndSaysWhy() {
    assertThatThrownBy(() -> open(Map.of()))
        .hasMessageContaining("judge needs a key, and JUDGE_KEY is not set")
        .hasMessageContaining("steward.yaml");
  }
}
