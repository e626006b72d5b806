package dev.steward.app.settings;

import dev.steward.app.settings.MemorySettings.Embedder;
import dev.steward.app.settings.MemorySettings.Reranker;
import dev.steward.app.settings.MemorySettings.Store;
import dev.steward.app.settings.Value.Fields;
import dev.steward.core.agent.Agent;
import dev.steward.core.cost.Money;
import dev.steward.core.memory.reading.ContextBudget;
import dev.steward.core.model.Similarity;
import dev.steward.models.chat.Provider;
import dev.steward.models.onnx.OnnxModel;
import dev.steward.models.openai.EmbeddingOptions;
import dev.steward.models.rerank.HttpReranker;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Reads the section `memory`.
final class MemoryReader {
  private static final OnnxModel USUAL = OnnxModel.E5_SMALL_V2;
  private static final List<String> SHIPPED =
      Arrays.stream(OnnxModel.values()).map(OnnxModel::word).toList();

  /// Those of [Provider] that have an Embeddings API.
  private static final List<String> PROVIDERS = List.of("openai", "ollama", "vllm");

  /// The index takes no longer vectors.
  private static final int MOST_DIMENSIONS = 1_024;

  /// In US dollars.
  private static final BigDecimal SUMMARIES = new BigDecimal("0.50");

  private static final String A_CHROMA = "http://localhost:8000";
  private static final int LEAST_CONTEXT = 500;
  private static final int MOST_CONTEXT = 200_000;
  private static final int MOST_CHARS = 100_000;
  private static final int LONGEST_SECONDS = 600;

  private MemoryReader() {}

  /// @param models the names of those that there are
  static MemorySettings memory(Value value, List<String> models) {
    var fields =
        value.fields(
            "embedder", "extraction", "summaries_per_day", "store", "context_tokens", "reranker");
    var extraction = fields.at("extraction");
    var known = Stream.concat(models.stream(), Stream.of(Agent.LOCAL)).toList();
    return new MemorySettings(
        embedder(fields.at("embedder")),
        extraction.isPresent() ? extraction.choice(Agent.LOCAL, known) : "",
        new Money(fields.at("summaries_per_day").decimal(SUMMARIES)),
        store(fields.at("store")),
        ContextBudget.ofTokens(
            fields
                .at("context_tokens")
                .whole(ContextBudget.DEFAULTS.tokens(), LEAST_CONTEXT, MOST_CONTEXT)),
        reranker(fields.at("reranker")));
  }

  private static Reranker reranker(Value value) {
    if (!value.isPresent()) {
      return new Reranker.None();
    }
    var fields = value.fields("base_url", "model", "key_env", "max_chars", "timeout_seconds");
    return new Reranker.Remote(
        ModelReader.baseUrl(fields.at("base_url"), ""),
        ModelReader.keyEnv(fields.at("key_env"), ""),
        fields.at("model").text(),
        fields.at("max_chars").whole(HttpReranker.Options.DEFAULT_MAX_CHARS, 100, MOST_CHARS),
        Duration.ofSeconds(
            fields
                .at("timeout_seconds")
                .whole(
                    (int) HttpReranker.Options.DEFAULT_TIMEOUT.toSeconds(), 1, LONGEST_SECONDS)));
  }

  private static Store store(Value value) {
    if (value.isMap()) {
      var url = value.fields("chroma").at("chroma").fields("url").at("url");
      if (!url.isPresent()) {
        url.wrong("this is missing; expected the address of the server, such as " + A_CHROMA);
      }
      return new Store.Chroma(ModelReader.address(url, A_CHROMA));
    }
    if (value.word().equals("chroma")) {
      value.wrong(
          "a Chroma server is a block, with its address: { chroma: { url: %s } }"
              .formatted(A_CHROMA));
      return new Store.Embedded();
    }
    value.choice("embedded", List.of("embedded"));
    return new Store.Embedded();
  }

  private static Embedder embedder(Value value) {
    if (value.isMap()) {
      return remote(
          value.fields(
              "provider",
              "base_url",
              "model",
              "key_env",
              "dimensions",
              "query_prefix",
              "passage_prefix",
              "max_chars",
              "timeout_seconds",
              "unrelated",
              "same"));
    }
    if (PROVIDERS.contains(value.word())) {
      value.wrong("an embedder on a server is a block, with 'provider', 'model' and what it needs");
      return new Embedder.InProcess(USUAL);
    }
    return new Embedder.InProcess(
        OnnxModel.named(value.choice(USUAL.word(), SHIPPED)).orElse(USUAL));
  }

  private static Embedder remote(Fields fields) {
    if (!fields.at("provider").isPresent()) {
      fields
          .at("provider")
          .wrong("this is missing; expected one of: " + String.join(", ", PROVIDERS));
    }
    var word = fields.at("provider").choice("openai", PROVIDERS);
    var provider = Provider.named(word).orElseThrow();
    var model = fields.at("model").text();
    return new Embedder.Remote(
        word,
        ModelReader.baseUrl(fields.at("base_url"), provider.baseUrl()),
        ModelReader.keyEnv(
            fields.at("key_env"), fields.at("base_url").isPresent() ? "" : provider.keyVariable()),
        model,
        dimensions(fields.at("dimensions"), model),
        fields.at("query_prefix").verbatim(),
        fields.at("passage_prefix").verbatim(),
        fields.at("max_chars").whole(EmbeddingOptions.DEFAULT_MAX_CHARS, 100, MOST_CHARS),
        Duration.ofSeconds(
            fields
                .at("timeout_seconds")
                .whole((int) EmbeddingOptions.DEFAULT_TIMEOUT.toSeconds(), 1, LONGEST_SECONDS)),
        similarity(fields.at("unrelated"), fields.at("same")));
  }

  private static int dimensions(Value value, String model) {
    var known = EmbeddingOptions.knownDimensions(model);
    if (known.isEmpty() && !value.isPresent() && !model.isEmpty()) {
      value.wrong(
          "this is missing; expected how many numbers a vector of %s has, such as 768"
              .formatted(Value.quoted(model)));
    }
    return value.whole(known.orElse(1), 1, MOST_DIMENSIONS);
  }

  private static Similarity similarity(Value unrelated, Value same) {
    var usual = Similarity.USUAL;
    var low = unrelated.decimal(BigDecimal.valueOf(usual.unrelated())).doubleValue();
    var high = same.decimal(BigDecimal.valueOf(usual.same())).doubleValue();
    if (low < high && high <= 1) {
      return new Similarity(low, high);
    }
    (unrelated.isPresent() ? unrelated : same)
        .wrong("expected 'unrelated' below 'same', and both from 0 to 1");
    return usual;
  }
}
