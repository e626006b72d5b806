package dev.steward.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.steward.app.settings.MemorySettings.Embedder.InProcess;
import dev.steward.app.settings.MemorySettings.Embedder.Remote;
import dev.steward.core.Failure;
import dev.steward.core.cost.Money;
import dev.steward.core.model.Similarity;
import dev.steward.models.onnx.OnnxModel;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemorySettingsTest {
  private static final String LINE = "  embedder: e5-small-v2\n";

  @Test
  void factsAreFoundByTheModelThatIsNamed() {
    assertThat(memory("").extraction()).isEmpty();
    assertThat(memory("  extraction: local\n").extraction()).isEqualTo("local");
    assertThat(memory("  extraction: deepseek-flash\n").extraction()).isEqualTo("deepseek-flash");
    assertThat(memory("").summaries()).isEqualTo(Money.of("0.50"));
    assertThat(memory("  summaries_per_day: 0\n").summaries()).isEqualTo(Money.ZERO);
    assertThat(mistake("  extraction: deepseek-flahs\n"))
        .contains("memory.extraction: 'deepseek-flahs' is not known", "'deepseek-flash'");
    assertThat(mistake("  summaries_per_day: much\n")).contains("memory.summaries_per_day");
  }

  private static MemorySettings memory(String lines) {
    var text = SettingsFile.defaults().replace(LINE, LINE + lines);
    return SettingsFile.parse(text, "steward.yaml", ZoneOffset.UTC).memory();
  }

  @Test
  void theDefaultIsTheBestThatShips() {
    assertThat(with(LINE)).isEqualTo(new InProcess(OnnxModel.E5_SMALL_V2));
    assertThat(with("")).isEqualTo(new InProcess(OnnxModel.E5_SMALL_V2));
    assertThat(with("  embedder:\n")).isEqualTo(new InProcess(OnnxModel.E5_SMALL_V2));
    assertThat(parse(SettingsFile.defaults().replace("memory:\n" + LINE, "")))
        .isEqualTo(new InProcess(OnnxModel.E5_SMALL_V2));
  }

  @Test
  void aRerankerIsABlockWithItsAddressAndModel() {
    assertThat(memory("").reranker()).isEqualTo(new MemorySettings.Reranker.None());
    assertThat(memory("  reranker: { base_url: 'http://judge:8012/v1', model: bge }\n").reranker())
        .isEqualTo(
            new MemorySettings.Reranker.Remote(
                URI.create("http://judge:8012/v1"), "", "bge", 2_000, Duration.ofSeconds(3)));
    assertThat(mistake("  reranker: { model: bge }\n"))
        .contains("memory.reranker.base_url: this is missing");
    assertThat(mistake("  reranker: { base_url: 'http://judge:8012/v1' }\n"))
        .contains("memory.reranker.model");
    assertThat(mistake("  reranker: bge\n")).contains("memory.reranker");
  }

  @ParameterizedTest
  @EnumSource
  void eachThatShipsIsOneLine(OnnxModel model) {
    assertThat(with("  embedder: " + model.word() + "\n")).isEqualTo(new InProcess(model));
  }

  @Test
  void aServersIsABlock() {
    assertThat(
            with(
                """
                  embedder:
                    provider: openai
                    base_url: https://embeddings.example.com/v1
                    model: multilingual-e5-large
                    key_env: EMBEDDINGS_KEY
                    dimensions: 1024
                    query_prefix: "query: "
                    passage_prefix: "passage: "
                    max_chars: 1500
                    timeout_seconds: 10
                    unrelated: 0.7
                    same: 0.95
                """))
        .isEqualTo(
            new Remote(
                "openai",
                URI.create("https://embeddings.example.com/v1"),
                "EMBEDDINGS_KEY",
                "multilingual-e5-large",
                1024,
                "query: ",
                "passage: ",
                1500,
                Duration.ofSeconds(10),
                new Similarity(0.7, 0.95)));
  }

  @Test
  void whatIsKnownOfProviderAndModelNeedNotBeWritten() {
    assertThat(remote("{ provider: openai, model: text-embedding-3-small }"))
        .isEqualTo(
            new Remote(
                "openai",
                URI.create("https://api.openai.com/v1"),
                "OPENAI_API_KEY",
                "text-embedding-3-small",
                1024,
                "",
                "",
                6000,
                Duration.ofSeconds(20),
                Similarity.USUAL));
    assertThat(remote("{ provider: ollama, model: nomic-embed-text }").keyEnv()).isEmpty();
    assertThat(remote("{ provider: ollama, model: nomic-embed-text }").dimensions()).isEqualTo(768);
  }

  @Test
  void theUsualKeyIsForTheUsualAddressAlone() {
    assertThat(
            remote("{ provider: openai, base_url: 'http://localhost:8080/v1', model: bge-m3 }")
                .keyEnv())
        .isEmpty();
  }

  @Test
  void whatTheCommentsTeachIsUnderstood() {
    var taught = SettingsFile.defaults().replace(LINE, "").replace("# embedder: {", "embedder: {");

    assertThat(parse(taught)).isEqualTo(remote("{ provider: ollama, model: bge-m3 }"));
  }

  @Test
  void aTypingErrorIsAMistakeWithAHint() {
    assertThat(mistake("  embedder: e5-smal-v2\n"))
        .contains(
            "memory.embedder: 'e5-smal-v2' is not known here",
            "all-minilm-l6-v2",
            "did you mean 'e5-small-v2'?");
    assertThat(mistake("  embeder: e5-small-v2\n")).contains("memory.embeder", "'embedder'");
    assertThat(mistakeIn("{ provider: openia, model: bge-m3 }"))
        .contains("memory.embedder.provider", "did you mean 'openai'?");
    assertThat(mistakeIn("{ provider: openai, model: bge-m3, dimension: 3 }"))
        .contains("memory.embedder.dimension: there is no such setting", "'dimensions'");
  }

  @Test
  void aProviderAloneIsNoEmbedder() {
    assertThat(mistake("  embedder: openai\n")).contains("memory.embedder: ", "a block");
  }

  @Test
  void whatMustBeWrittenIsNamed() {
    assertThat(mistake("  embedder: {}\n"))
        .contains("memory.embedder.provider: this is missing", "memory.embedder.model");
    assertThat(mistakeIn("{ provider: vllm, model: intfloat/e5-mistral }"))
        .contains("memory.embedder.dimensions: this is missing", "'intfloat/e5-mistral'");
  }

  @Test
  void aKeyInTheFileIsRefusedAndNeverShown() {
    assertThat(mistakeIn("{ provider: openai, model: bge-m3, key: sk-ant-api03-abcdefghijkl }"))
        .contains("keys never stand in this file", "'key_env'")
        .doesNotContain("abcdefghijkl");
    assertThat(mistakeIn("{ provider: openai, model: bge-m3, key_env: sk-ant-api03-abcdefghijkl }"))
        .contains("looks like a key")
        .doesNotContain("abcdefghijkl");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dimensions: 0",
        "dimensions: 1025",
        "dimensions: many",
        "max_chars: 1",
        "timeout_seconds: 0",
        "base_url: nonsense",
        "unrelated: -1",
        "unrelated: 0.9",
        "same: 1.1",
        "same: [1]",
        "query_prefix: [a]"
      })
  void whatCannotBeIsAMistakeAtItsPlace(String setting) {
    assertThat(mistakeIn("{ provider: ollama, model: bge-m3, " + setting + " }"))
        .contains("memory.embedder." + setting.replaceFirst(":.*", "") + ": expected");
  }

  @Test
  void aListIsNoEmbedder() {
    assertThat(mistake("  embedder: [e5-small-v2]\n"))
        .contains("memory.embedder: expected a text, but this is a list");
  }

  private static Remote remote(String block) {
    return (Remote) with("  embedder: " + block + "\n");
  }

  private static String mistakeIn(String block) {
    return mistake("  embedder: " + block + "\n");
  }

  private static MemorySettings.Embedder with(String memory) {
    return parse(text(memory));
  }

  private static String text(String memory) {
    var defaults = SettingsFile.defaults();
    assertThat(defaults).contains(LINE);
    return defaults.replace(LINE, memory);
  }

  private static MemorySettings.Embedder parse(String text) {
    return SettingsFile.parse(text, "steward.yaml", ZoneOffset.UTC).memory().embedder();
  }

  private static String mistake(String memory) {
    var failure = catchThrowableOfType(Failure.class, () -> parse(text(memory)));
    assertThat(failure).as("a mistake in " + memory).isNotNull();
    assertThat(failure.kind()).isEqualTo(Failure.Kind.USER);
    assertThat(failure.text()).containsPattern("steward.yaml:\\d+:\\d+: ");
    return failure.text();
  }
}
