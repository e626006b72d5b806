package dev.steward.models.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.steward.core.Failure;
import dev.steward.core.model.Vector;
import dev.steward.models.chat.ApiKey;
import dev.steward.models.chat.ModelOptions;
import dev.steward.models.chat.Provider;
import dev.steward.models.peers.WireFake;
import dev.steward.testkit.ManualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What servers answer, byte by byte, and what else they do.
class OpenAiEmbedderTest {
  private static final String ONE = "{\"data\":[{\"index\":0,\"embedding\":[3,4]}]}";
  private static final Vector UNIT = Vector.of(0.6f, 0.8f);

  private final WireFake server = new WireFake();
  private final ManualClock clock = ManualClock.at("2026-11-23T10:00:00Z");
  private final List<Duration> waits = new ArrayList<>();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aTextIsSentAsTheApiWantsIt() {
    server.answers(ONE);

    assertThat(embedder().query("tea & \"milk\" ü 👋")).isEqualTo(UNIT);

    var request = server.request();
    assertThat(request.path()).isEqualTo("/v1/embeddings");
    assertThat(request.headers())
        .containsEntry("authorization", "Bearer sk-secret")
        .containsEntry("content-type", "application/json");
    assertThat(request.body())
        .isEqualTo("{\"model\":\"nomic\",\"input\":[\"tea & \\\"milk\\\" ü 👋\"]}");
  }

  @Test
  void aServerThatWantsNoKeyIsSentNone() {
    server.answers(ONE);
    var keyless = model(Provider.named("ollama").orElseThrow(), ApiKey.NONE);

    embedder(EmbeddingOptions.of(keyless, 2)).query("tea");

    assertThat(server.request().headers()).doesNotContainKey("authorization");
  }

  @Test
  void prefixesTellQueriesAndPassagesApart() {
    server.answers(ONE).answers(ONE);
    var embedder = embedder(options().withPrefixes("query: ", "passage: "));

    embedder.query("tea");
    embedder.passage("tea");

    assertThat(server.request().body()).contains("[\"query: tea\"]");
    assertThat(server.request().body()).contains("[\"passage: tea\"]");
  }

  @Test
  void vectorsComeInTheOrderOfTheTextsWhateverTheOrderOfTheAnswer() {
    server.answers(
        """
        {"object":"list","model":"x","usage":{"prompt_tokens":3},"data":[
          {"object":"embedding","index":2,"embedding":[0,7]},
          {"object":"embedding","index":0,"embedding":[3,4]},
          {"object":"embedding","index":1,"embedding":[-2e-3,0.0]}]}
        """);

    assertThat(embedder().passages(List.of("a", "b", "c")))
        .containsExactly(UNIT, Vector.of(-1, 0), Vector.of(0, 1));
  }

  @Test
  void anAnswerThatDoesNotNumberItsVectorsIsInOrder() {
    server.answers("{\"data\":[{\"embedding\":[1,0]},{\"embedding\":[0,1]}]}");

    assertThat(embedder().passages(List.of("a", "b")))
        .containsExactly(Vector.of(1, 0), Vector.of(0, 1));
  }

  @Test
  void manyTextsAreSentInBatches() {
    server.answers(answer(64)).answers(answer(36));
    var texts = IntStream.range(0, 100).mapToObj(i -> "text " + i).toList();

    assertThat(embedder().passages(texts)).hasSize(100);

    assertThat(server.request().body()).contains("\"text 0\"", "\"text 63\"").doesNotContain("64");
    assertThat(server.request().body()).contains("\"text 64\"", "\"text 99\"");
  }

  @Test
  void longTextsAreSentInSmallerBatches() {
    server.answers(answer(3)).answers(answer(1));

    assertThat(embedder().passages(IntStream.range(0, 4).mapToObj(i -> "x".repeat(6_000)).toList()))
        .hasSize(4);
  }

  @Test
  void textsOfBlanksAreNotSent() {
    server.answers(answer(2));

    var vectors = embedder().passages(List.of("", "a", " \n", "b", "\u2003"));

    assertThat(vectors).containsExactly(along(), UNIT, along(), UNIT, along());
    assertThat(embedder().query(" ")).isEqualTo(along());
    assertThat(server.request().body()).contains("\"input\":[\"a\",\"b\"]");
  }

  private static Vector along() {
    return Vector.of(1, 0);
  }

  @Test
  void aTextIsCutBetweenTwoCharacters() {
    server.answers(ONE).answers(ONE);
    var embedder = embedder(options().withMaxChars(4));

    embedder.query("abc👋d");
    embedder.query("ab👋d");

    assertThat(server.request().body()).contains("[\"abc\"]");
    assertThat(server.request().body()).contains("[\"ab👋\"]");
  }

  @Test
  void aModelWithLongerVectorsIsAskedToShortenThemFromThenOn() {
    server.answers(longer()).answers(ONE).answers(ONE);
    var embedder = embedder();

    assertThat(embedder.query("tea")).isEqualTo(UNIT);
    assertThat(embedder.query("milk")).isEqualTo(UNIT);

    assertThat(server.request().body()).doesNotContain("dimensions");
    assertThat(server.request().body()).contains("\"dimensions\":2", "tea");
    assertThat(server.request().body()).contains("\"dimensions\":2", "milk");
  }

  @Test
  void aModelThatCannotShortenItsVectorsIsNamedWithTheirLength() {
    server.answers(longer()).refuses(400, "", "{\"error\":{\"code\":\"invalid_value\"}}");

    var failure = failure();

    assertThat(failure.text())
        .contains("OpenAI's nomic", "localhost", "3 dimensions, not of 2", "set dimensions: 3");
    assertThat(failure).hasCauseInstanceOf(Failure.class);
    assertThat(failure.isRetryable()).isFalse();
  }

  @Test
  void aServerThatDoesNotListenIsNamedWithTheLengthOfItsVectors() {
    server.answers(longer()).answers(longer());

    assertThat(failure().text()).contains("set dimensions: 3");
  }

  @Test
  void shorterVectorsAreRefused() {
    server.answers("{\"data\":[{\"index\":0,\"embedding\":[1]}]}");

    assertThat(failure().text()).contains("1 dimensions, not of 2", "set dimensions: 1");
  }

  @Test
  void oneVectorOfAnotherSizeAmongManyIsRefused() {
    server.answers(
        "{\"data\":[{\"index\":0,\"embedding\":[3,4]},{\"index\":1,\"embedding\":[3,4,5]}]}");

    assertThatThrownBy(() -> embedder().passages(List.of("a", "b")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("set dimensions: 3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[0,0]",
        "[null,1]",
        "[\"1\",0]",
        "[1e39,1]",
        "[1e30,1]",
        "[1e-40,0]",
        "[[1],[0]]",
        "\"AACAPwAAAAA=\"",
        "null",
        "{\"0\":1}"
      })
  void whatHasNoDirectionIsNoVector(String embedding) {
    server.answers("{\"data\":[{\"index\":0,\"embedding\":%s}]}".formatted(embedding));

    var failure = failure();

    assertThat(failure.kind()).isEqualTo(Failure.Kind.EXTERNAL);
    assertThat(failure.text()).contains("can't be read", "a vector of it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\":[{\"index\":0,\"embedding\":[3,4]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[3,4]},{\"index\":0,\"embedding\":[3,4]}]}",
        "{\"data\":[{\"index\":1,\"embedding\":[3,4]},{\"index\":2,\"embedding\":[3,4]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[3,4]},{\"index\":1,\"embedding\":[3,4]},{\"index\":2,\"embedding\":[3,4]}]}",
        "{\"data\":[]}",
        "{\"data\":{}}",
        "{\"data\":7}",
        "{\"choices\":[]}",
        "{}"
      })
  void aVectorForEachTextOrNone(String answer) {
    server.answers(answer);

    assertThatThrownBy(() -> embedder().passages(List.of("a", "b")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("vectors for 2 texts");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[1,2]",
        "<html>tea</html>",
        "{\"data\":[{\"index\":0,\"embedding\":[NaN,1]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[3,4]}"
      })
  void whatIsNotJsonIsNoAnswer(String answer) {
    server.answers(answer);

    assertThat(failure().text()).contains("can't be read: it is not JSON", "base URL");
  }

  @Test
  void aRefusedKeyIsCalledByItsVariableAndNotTriedAgain() {
    server.refuses(401, "", "{\"error\":{\"code\":\"invalid_api_key\",\"message\":\"sk-secret\"}}");

    var failure = failure();

    assertThat(failure.text())
        .contains("status 401 (invalid_api_key)", "OPENAI_API_KEY was refused")
        .doesNotContain("sk-secret");
    assertThat(failure.isRetryable()).isFalse();
    assertThat(waits).isEmpty();
  }

  @Test
  void anUnknownModelIsCalledByItsName() {
    server.refuses(404, "", "{\"error\":\"model not found, try pulling it first\"}");

    assertThat(failure().text()).contains("it knows no model nomic at localhost");
  }

  @Test
  void anErrorThatSaysItIsASuccessIsAFailure() {
    server.answers("{\"error\":{\"type\":\"insufficient_quota\",\"message\":\"tea\"}}");

    assertThat(failure().text()).contains("(insufficient_quota)", "balance");
  }

  @Test
  void whoAsksToBeLeftAloneIs() {
    server.refuses(429, "Retry-After: 7\r\n", "{}").refuses(503, "", "busy").answers(ONE);

    assertThat(embedder().query("tea")).isEqualTo(UNIT);

    assertThat(waits).containsExactly(Duration.ofSeconds(7), Duration.ofMillis(500));
  }

  @Test
  void whoAsksForMoreTimeThanThereIsIsNotWaitedFor() {
    server.refuses(429, "Retry-After: 3600\r\n", "{}");

    var failure = failure();

    assertThat(failure.retryAfter()).isEqualTo(Duration.ofHours(1));
    assertThat(failure.isRetryable()).isTrue();
    assertThat(waits).isEmpty();
  }

  @Test
  void allAttemptsShareOneTimeLimit() {
    server.refuses(429, "Retry-After: 6\r\n", "{}").refuses(429, "Retry-After: 6\r\n", "{}");

    var failure = failure(options().withTimeout(Duration.ofSeconds(10)));

    assertThat(failure.text()).contains("too many requests");
    assertThat(waits).containsExactly(Duration.ofSeconds(6));
  }

  @Test
  void whatStaysInTroubleIsTriedThreeTimes() {
    server.refuses(500, "", "oops").refuses(502, "", "oops").refuses(500, "", "oops");

    assertThat(failure().text()).contains("status 500", "it is in trouble");
    assertThat(waits).containsExactly(Duration.ofMillis(250), Duration.ofMillis(500));
  }

  @Test
  void anAnswerThatBreaksOffIsAskedForAgain() {
    server.raw("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"data\":").answers(ONE);

    assertThat(embedder().query("tea")).isEqualTo(UNIT);
    assertThat(waits).hasSize(1);
  }

  @Test
  void aServerThatIsNotThereIsNamed() throws IOException {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    var away = options().model().withBaseUrl("http://localhost:" + port);

    var failure = failure(EmbeddingOptions.of(away, 2));

    assertThat(failure.text()).contains("could not be reached at localhost:" + port);
    assertThat(failure.isRetryable()).isTrue();
    assertThat(waits).hasSize(2);
  }

  @Test
  void aServerThatSaysNothingIsNotWaitedForLonger() {
    server.falls("");

    var failure = failure(options().withTimeout(Duration.ofMillis(200)));

    assertThat(failure.text()).contains("within 200 ms");
    assertThat(server.wasHungUp()).isTrue();
  }

  @Test
  void anInterruptHangsUp() {
    server.falls("{\"data\":");
    var failure = new CompletableFuture<Failure>();
    var caller = Thread.ofVirtual().unstarted(() -> failure.complete(failure()));

    caller.start();
    server.request();
    caller.interrupt();

    assertThat(failure.join().text()).contains("interrupted");
    assertThat(server.wasHungUp()).isTrue();
  }

  @Test
  void aRedirectIsNotFollowed() {
    server.refuses(302, "Location: http://localhost:1/\r\n", "");

    assertThat(failure().text()).contains("status 302", "elsewhere");
  }

  @Test
  void noFailureRepeatsTheText() {
    server.refuses(
        400, "", "{\"error\":{\"message\":\"no: secret plan\",\"type\":\"secret plan\"}}");

    assertThat(failure().text()).doesNotContain("secret plan").contains("status 400");
  }

  @Test
  void whateverMakesOtherVectorsMakesAnotherId() {
    var ids =
        List.of(
                options(),
                EmbeddingOptions.of(options().model(), 3),
                options().withPrefixes("", "passage: "),
                options().withMaxChars(500))
            .stream()
            .map(EmbeddingOptions::id)
            .toList();

    assertThat(ids).doesNotHaveDuplicates().startsWith("openai:nomic/2");
    assertThat(embedder().id()).isEqualTo("openai:nomic/2");
    assertThat(options().withPrefixes("query: ", "").id()).isEqualTo("openai:nomic/2");
    assertThat(EmbeddingOptions.of(options().model().withBaseUrl("http://elsewhere"), 2).id())
        .isEqualTo("openai:nomic/2");
  }

  @Test
  void theLengthOfUsualModelsVectorsIsKnown() {
    assertThat(EmbeddingOptions.knownDimensions("nomic-embed-text:latest")).hasValue(768);
    assertThat(EmbeddingOptions.knownDimensions("text-embedding-3-large")).hasValue(1_024);
    assertThat(EmbeddingOptions.knownDimensions("mine")).isEmpty();
  }

  private static String longer() {
    return "{\"data\":[{\"index\":0,\"embedding\":[3,4,5]}]}";
  }

  private static String answer(int vectors) {
    return IntStream.range(0, vectors)
        .mapToObj("{\"index\":%d,\"embedding\":[3,4]}"::formatted)
        .collect(Collectors.joining(",", "{\"data\":[", "]}"));
  }

  private Failure failure() {
    return failure(options());
  }

  private Failure failure(EmbeddingOptions options) {
    return catchThrowableOfType(Failure.class, () -> embedder(options).query("secret plan"));
  }

  private OpenAiEmbedder embedder() {
    return embedder(options());
  }

  private OpenAiEmbedder embedder(EmbeddingOptions options) {
    return new OpenAiEmbedder(
        options,
        clock,
        wait -> {
          waits.add(wait);
          clock.advance(wait);
        });
  }

  private EmbeddingOptions options() {
    var key = new ApiKey("OPENAI_API_KEY", "sk-secret");
    return EmbeddingOptions.of(model(Provider.named("openai").orElseThrow(), key), 2);
  }

  private ModelOptions model(Provider provider, ApiKey key) {
    return ModelOptions.of(provider, "nomic", key).withBaseUrl(server.url() + "/v1/");
  }
}
