package dev.steward.models.rerank;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.core.Failure;
import dev.steward.core.model.Reranker;
import dev.steward.core.run.Pause;
import dev.steward.core.text.Cut;
import dev.steward.models.chat.JsonApi;
import dev.steward.models.chat.ModelOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;

/// A cross-encoder behind the `/rerank` API that Jina and Cohere have, and that vLLM, llama.cpp,
/// Infinity and LocalAI serve. Scores that are no share of 1, as llama.cpp's, are logits.
public final class HttpReranker implements Reranker {
  private final Options options;
  private final JsonApi api;

  /// The model, and what it is asked for.
  ///
  /// @param maxChars how many `char`s of a text are sent
  /// @param timeout for one call, all its attempts included
  public record Options(ModelOptions model, int maxChars, Duration timeout) {
    /// Some 500 tokens of English, which is what most cross-encoders read.
    public static final int DEFAULT_MAX_CHARS = 2_000;

    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(3);

    public Options {
      if (maxChars < 2) {
        throw new IllegalArgumentException("texts of %d chars".formatted(maxChars));
      }
    }
  }

  /// A client; nothing is sent before the first question.
  ///
  /// @param clock tells when the time limit is over
  /// @param pause waits between attempts
  public HttpReranker(Options options, Clock clock, Pause pause) {
    this.options = options;
    this.api = new JsonApi(options.model(), clock, pause);
  }

  @Override
  public List<Double> relevance(String question, List<String> texts) {
    if (question.isBlank() || texts.isEmpty()) {
      return List.of();
    }
    var body = new LinkedHashMap<String, Object>();
    body.put("model", options.model().model());
    body.put("query", Cut.to(question, options.maxChars()));
    body.put("documents", texts.stream().map(text -> Cut.to(text, options.maxChars())).toList());
    body.put("top_n", texts.size());
    return shares(scores(api.post("/rerank", body, options.timeout()), texts.size()));
  }

  private double[] scores(JsonNode answer, int texts) {
    var scores = new double[texts];
    Arrays.fill(scores, Double.NaN);
    for (var result : answer.path("results")) {
      int index = result.path("index").asInt(-1);
      if (index >= 0 && index < texts) {
        scores[index] = result.path("relevance_score").asDouble(Double.NaN);
      }
    }
    if (!Arrays.stream(scores).allMatch(Double::isFinite)) {
      var scored = Arrays.stream(scores).filter(Double::isFinite).count();
      throw unreadable(scored, texts);
    }
    return scores;
  }

  private Failure unreadable(long scored, int texts) {
    return api.failures()
        .unreadable("it has a relevance_score for %d of %d texts".formatted(scored, texts));
  }

  private static List<Double> shares(double[] scores) {
    var areShares = Arrays.stream(scores).allMatch(score -> score >= 0 && score <= 1);
    return Arrays.stream(scores)
        .map(score -> areShares ? score : 1 / (1 + Math.exp(-score)))
        .boxed()
        .toList();
  }
}
