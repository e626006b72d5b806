package dev.steward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.steward.app.Assembly;
import dev.steward.app.settings.SettingsFile;
import dev.steward.core.Failure;
import dev.steward.testkit.HashingEmbedder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The embedder is changed by one line of `steward.yaml`.
class EmbedderChoiceTest {
  private static final String LINE = "  embedder: e5-small-v2\n";

  @TempDir private Path folder;

  private Steward open(String embedder, Map<String, String> environment) {
    var text = SettingsFile.defaults();
    assertThat(text).contains(LINE);
    return Assembly.ofProcess()
        .withEnvironment(environment)
        .open(
            folder,
            SettingsFile.parse(
                text.replace(LINE, "  embedder: " + embedder + "\n"),
                "steward.yaml",
                ZoneOffset.UTC));
  }

  @Test
  void whatWasRememberedIsFoundByItsMeaningWithTheNextEmbedder() {
    for (var embedder : List.of("all-minilm-l6-v2", "bge-small-en-v1.5")) {
      try (var steward = open(embedder, Map.of())) {
        if (steward.memories("ana").stream().noneMatch(fact -> fact.text().contains("peanuts"))) {
          steward.addUserPreference("ana", "Mr Okafor can't eat peanuts");
          steward.addUserPreference("ana", "The printer is out of paper");
        }
        steward.settle();

        var found = steward.recall("ana", "nut allergy").getFirst();

        assertThat(found.fact().text()).as(embedder).contains("peanuts");
        assertThat(found.dense()).as(embedder).isPositive();
      }
    }
  }

  @Test
  void anEmbedderOnAServerIsAskedWithTheKeyOfTheEnvironment() throws IOException {
    try (var server = new EmbeddingServer();
        var steward = open(server.block(), Map.of("TEA_KEY", " sk-tea "))) {
      steward.addUserPreference("ana", "John drinks tea");
      steward.addUserPreference("ana", "Bob rides a horse");
      steward.settle();

      assertThat(steward.recall("ana", "drinks tea").getFirst().dense()).isPositive();
      assertThat(server.keys).isNotEmpty().containsOnly("Bearer sk-tea");
    }
  }

  @Test
  void withoutTheKeyItDoesNotStartAndSaysWhy() throws IOException {
    try (var server = new EmbeddingServer()) {
      assertThatThrownBy(() -> open(server.block(), Map.of("TEA_KEY", " ")))
          .isInstanceOfSatisfying(
              Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USER))
          .hasMessageContaining("hashing needs a key, and TEA_KEY is not set")
          .hasMessageContaining("steward.yaml");
    }
    try (var steward = open("e5-small-v2", Map.of())) {
      assertThat(steward.memories("ana")).isNotNull();
    }
  }

  /// Speaks as much of OpenAI's Embeddings API as is needed; its vectors are a [HashingEmbedder]'s.
  private static final class EmbeddingServer implements AutoCloseable {
    private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"[,\\]]");

    private final HttpServer http;
    private final List<String> keys = new CopyOnWriteArrayList<>();

    EmbeddingServer() throws IOException {
      http =
          HttpServer.create(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
              0,
              "/v1/embeddings",
              exchange -> {
                keys.addAll(exchange.getRequestHeaders().get("Authorization"));
                var asked =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                var answer = answer(asked).getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("content-type", "application/json");
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
                exchange.close();
              });
      http.start();
    }

    private static String answer(String asked) {
      var embedder = new HashingEmbedder();
      var texts = TEXT.matcher(asked.substring(asked.indexOf('['))).results();
      var vectors =
          texts
              .map(text -> Arrays.toString(embedder.passage(text.group(1)).toArray()))
              .map("{\"embedding\":%s}"::formatted)
              .toList();
      return "{\"data\":" + vectors + "}";
    }

    String block() {
      return "{ provider: openai, base_url: 'http://localhost:%d/v1', model: hashing, key_env: TEA_KEY, dimensions: 64 }"
          .formatted(http.getAddress().getPort());
    }

    @Override
    public void close() {
      http.stop(0);
    }
  }
}
