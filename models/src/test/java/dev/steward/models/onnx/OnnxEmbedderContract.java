package dev.steward.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.model.embedding.onnx.OnnxEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import dev.steward.core.model.Embedder;
import dev.steward.core.model.Vector;
import dev.steward.testkit.EmbedderContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What every [OnnxModel] does, tested with one of them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OnnxEmbedderContract implements EmbedderContract {
  private final OnnxModel model;
  private final OnnxEmbedder embedder;

  OnnxEmbedderContract(OnnxModel model) {
    this.model = model;
    this.embedder = new OnnxEmbedder(model);
  }

  /// How LangChain4j's implementation makes one vector of many.
  abstract PoolingMode pooling();

  @Override
  public Embedder embedder() {
    return embedder;
  }

  @AfterAll
  void close() {
    embedder.close();
  }

  @Test
  void vectorsAreThoseOfAnIndependentImplementation(@TempDir Path folder) throws IOException {
    var independent =
        new OnnxEmbeddingModel(
            copied(model.weights(), folder), copied(model.tokenizer(), folder), pooling());
    var texts = VariedTexts.varied();
    for (int i = 0; i < texts.size(); i++) {
      var text = texts.get(i);
      boolean isQuery = i % 4 == 0;
      var prefix = isQuery ? model.queryPrefix() : model.passagePrefix();
      if ((prefix + text).isBlank()) { // which the other one refuses
        continue;
      }
      var expected = independent.embed(prefix + text).content();
      var ours = isQuery ? embedder.query(text) : embedder.passage(text);

      assertThat(ours.dot(Vector.of(expected.vector()).unit())).as(text).isGreaterThan(0.9999);
    }
  }

  private static Path copied(String resource, Path folder) throws IOException {
    var copy = folder.resolve(resource.substring(1));
    try (var in = OnnxEmbedderContract.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException(resource + " is missing");
      }
      Files.copy(in, copy);
    }
    return copy;
  }

  @Test
  void whatMeansAlikeIsNearerThanWhatDoesNot() {
    assertNearer(
        "When does John like to meet?",
        "John prefers morning meetings between 9am and 11am",
        "The warehouse in Leeds is closed over Christmas");
    assertNearer(
        "How do I handle budget requests?",
        "Budget approvals require finance team confirmation",
        "Response SLA: 24 hours for emails, 2 hours for Slack");
    assertNearer(
        "What car does Maria drive?",
        "Maria bought a blue Volvo last spring",
        "Maria's daughter plays the violin");
    assertNearer(
        "allergies of our guests",
        "Mr Okafor can't eat peanuts",
        "Mr Okafor arrives on Thursday by train");
  }

  private void assertNearer(String query, String near, String far) {
    var vector = embedder.query(query);
    assertThat(vector.dot(embedder.passage(near)))
        .as(query)
        .isGreaterThan(vector.dot(embedder.passage(far)));
  }

  @Test
  void nothingIsWrittenDownOfTwoModelsUnderOneName() {
    assertThat(Arrays.stream(OnnxModel.values()).map(OnnxModel::id)).doesNotHaveDuplicates();
    assertThat(OnnxModel.named(model.word())).contains(model);
    assertThat(OnnxModel.named("ada")).isEmpty();
    assertThat(embedder.id()).isEqualTo(model.id());
  }

  @Test
  void theEndOfALongPassageCounts() {
    var filler = "The weather was fine and nothing happened. ".repeat(70);
    var query = embedder.query("Who broke the espresso machine?");

    assertThat(query.dot(embedder.passage(filler + "Paula broke the espresso machine.".repeat(5))))
        .isGreaterThan(query.dot(embedder.passage(filler)));
  }

  @Test
  void whatIsBeyondTheLastWindowDoesNotCount() {
    var words = "tea ".repeat(2_048);

    assertThat(embedder.passage(words + "coffee")).isEqualTo(embedder.passage(words));
    assertThat(embedder.query(words + "coffee")).isEqualTo(embedder.query(words));
  }

  @Test
  void aQueryIsEmbeddedUnlikeAPassageIfTheModelTellsThemApart() {
    assertThat(embedder.query("tea").equals(embedder.passage("tea")))
        .isEqualTo(model.queryPrefix().equals(model.passagePrefix()));
  }

  @Test
  void cosinesLieWhereTheModelSaysTheyDo() {
    var query = embedder.query("John prefers morning meetings");
    double same = query.dot(embedder.passage("John likes to meet people in the morning"));
    double unrelated = query.dot(embedder.passage("The printer is out of paper"));
    var similarity = embedder.similarity();

    assertThat((same - similarity.unrelated()) / (similarity.same() - similarity.unrelated()))
        .isBetween(0.5, 1.0);
    assertThat((unrelated - similarity.unrelated()) / (similarity.same() - similarity.unrelated()))
        .isLessThan(0.3);
  }

  @Test
  void aClosedEmbedderRefusesWork() {
    var closed = new OnnxEmbedder(model);
    closed.close();
    closed.close();

    assertThatThrownBy(() -> closed.query("tea")).isInstanceOf(IllegalStateException.class);
  }
}
