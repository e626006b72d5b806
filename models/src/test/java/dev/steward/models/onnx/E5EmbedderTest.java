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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class E5EmbedderTest implements EmbedderContract {
  private final E5Embedder embedder = new E5Embedder();

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
            copied("e5-small-v2-q.onnx", folder),
            copied("e5-small-v2-q-tokenizer.json", folder),
            PoolingMode.MEAN);
    var texts = E5Texts.varied();
    for (int i = 0; i < texts.size(); i++) {
      var text = texts.get(i);
      boolean isQuery = i % 4 == 0;
      var expected = independent.embed((isQuery ? "query: " : "passage: ") + text).content();
      var ours = isQuery ? embedder.query(text) : embedder.passage(text);

      assertThat(ours.dot(Vector.of(expected.vector()).unit())).as(text).isGreaterThan(0.9999);
    }
  }

  private static Path copied(String resource, Path folder) throws IOException {
    var copy = folder.resolve(resource);
    try (var in = E5EmbedderTest.class.getResourceAsStream("/" + resource)) {
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
  void theEndOfALongPassageCounts() {
    var filler = "The weather was fine and nothing happened. ".repeat(70);
    var query = embedder.query("Who broke the espresso machine?");

    assertThat(query.dot(embedder.passage(filler + "Paula broke the espresso machine.".repeat(5))))
        .isGreaterThan(query.dot(embedder.passage(filler)));
  }

  @Test
  void whatIsBeyondTheLastWindowDoesNotCount() {
    var words = "tea ".repeat(2_040);

    assertThat(embedder.passage(words + "coffee")).isEqualTo(embedder.passage(words));
    assertThat(embedder.query(words + "coffee")).isEqualTo(embedder.query(words));
  }

  @Test
  void aQueryIsEmbeddedUnlikeAPassage() {
    assertThat(embedder.query("tea")).isNotEqualTo(embedder.passage("tea"));
  }

  @Test
  void aClosedEmbedderRefusesWork() {
    var closed = new E5Embedder();
    closed.close();
    closed.close();

    assertThatThrownBy(() -> closed.query("tea")).isInstanceOf(IllegalStateException.class);
  }
}
