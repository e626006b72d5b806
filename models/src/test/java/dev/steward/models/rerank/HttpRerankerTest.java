package dev.steward.models.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.steward.core.Failure;
import dev.steward.models.chat.ApiKey;
import dev.steward.models.chat.ModelOptions;
import dev.steward.models.chat.Provider;
import dev.steward.models.peers.WireFake;
import dev.steward.testkit.ManualClock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRerankerTest {
  private final WireFake server = new WireFake();
  private final ManualClock clock = ManualClock.at("2026-11-23T10:00:00Z");

  @AfterEach
  void close() {
    server.close();
  }

  private HttpReranker reranker(int maxChars) {
    var provider =
        new Provider("rerank", "The reranker", Provider.Format.OPENAI, server.url() + "/v1", "");
    return new HttpReranker(
        new HttpReranker.Options(
            ModelOptions.of(provider, "bge-m3", new ApiKey("KEY", "sk-secret")),
            maxChars,
            HttpReranker.Options.DEFAULT_TIMEOUT),
        clock,
        clock::advance);
  }

  private List<Double> relevance(String... texts) {
    return reranker(100).relevance("who drinks tea?", List.of(texts));
  }

  @Test
  void theQuestionAndTheTextsAreSentAsTheApiWantsThem() {
    server.answers("{\"results\":[{\"index\":0,\"relevance_score\":0.25}]}");

    assertThat(reranker(6).relevance("tea & \"milk\"?", List.of("مرحبا 👋👋")))
        .containsExactly(0.25);

    var request = server.request();
    assertThat(request.path()).isEqualTo("/v1/rerank");
    assertThat(request.headers()).containsEntry("authorization", "Bearer sk-secret");
    assertThat(request.body())
        .isEqualTo(
            "{\"model\":\"bge-m3\",\"query\":\"tea & \",\"documents\":[\"مرحبا \"],\"top_n\":1}");
  }

  @Test
  void scoresComeInTheOrderOfTheTexts() {
    server.answers(
        """
        {"model":"x","usage":{"total_tokens":9},"results":[
          {"index":2,"relevance_score":0.9,"document":{"text":"c"}},
          {"index":0,"relevance_score":0.5},
          {"index":1,"relevance_score":0}]}
        """);

    assertThat(relevance("a", "b", "c")).containsExactly(0.5, 0.0, 0.9);
  }

  @Test
  void logitsBecomeShares() {
    server.answers(
        "{\"results\":[{\"index\":0,\"relevance_score\":-4},{\"index\":1,\"relevance_score\":0}]}");

    var relevance = relevance("a", "b");

    assertThat(relevance.get(0)).isCloseTo(0.018, within(0.001));
    assertThat(relevance.get(1)).isEqualTo(0.5);
  }

  @Test
  void nothingIsSentForNothing() {
    assertThat(relevance()).isEmpty();
    assertThat(reranker(100).relevance(" ", List.of("a"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"results\":[]}",
        "{\"results\":[{\"index\":0,\"relevance_score\":0.5}]}",
        "{\"results\":[{\"index\":0,\"relevance_score\":0.5},{\"index\":7,\"relevance_score\":1}]}",
        "{\"results\":[{\"index\":0,\"relevance_score\":0.5},{\"index\":1,\"relevance_score\":\"x\"}]}",
        "not JSON"
      })
  void anAnswerThatMakesNoSenseIsAFailure(String answer) {
    server.answers(answer);

    var failure = catchThrowableOfType(Failure.class, () -> relevance("a", "b"));

    assertThat(failure.kind()).isEqualTo(Failure.Kind.EXTERNAL);
    assertThat(failure.text()).contains("The reranker");
  }

  @Test
  void aRefusalSaysWhoRefusedWhat() {
    server.refuses(401, "", "{\"error\":{\"message\":\"bad key\"}}");

    var failure = catchThrowableOfType(Failure.class, () -> relevance("a"));

    assertThat(failure.kind()).isEqualTo(Failure.Kind.EXTERNAL);
    assertThat(failure.text()).contains("The reranker", "KEY");
  }
}
