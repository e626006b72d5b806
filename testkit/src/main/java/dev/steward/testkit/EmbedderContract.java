package dev.steward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.steward.core.model.Embedder;
import dev.steward.core.model.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [Embedder] promises.
public interface EmbedderContract {
  /// The embedder to be tested; may be the same one every time.
  Embedder embedder();

  @Test
  default void itHasANameAndASize() {
    assertThat(embedder().id()).isNotBlank();
    assertThat(embedder().dimensions()).isPositive();
  }

  @Test
  default void everyTextHasAUnitVector() {
    for (var text : oddTexts()) {
      assertUnit(embedder().passage(text));
      assertUnit(embedder().query(text));
    }
  }

  @Test
  default void theSameTextAlwaysHasTheSameVector() {
    var texts = oddTexts();
    var passages = texts.stream().map(embedder()::passage).toList();
    var queries = texts.stream().map(embedder()::query).toList();

    assertThat(texts.stream().map(embedder()::passage)).isEqualTo(passages);
    assertThat(texts.stream().map(embedder()::query)).isEqualTo(queries);
  }

  @Test
  default void manyPassagesHaveTheVectorsThatEachHas() {
    var texts = new ArrayList<>(oddTexts());
    IntStream.range(0, 100).forEach(i -> texts.add("meeting number " + i % 90));

    assertThat(embedder().passages(texts))
        .isEqualTo(texts.stream().map(embedder()::passage).toList());
    assertThat(embedder().passages(List.of())).isEmpty();
  }

  @Test
  default void aTextIsNearestToItsOwnWords() {
    var query = embedder().query("John prefers morning meetings");

    assertThat(query.dot(embedder().passage("John prefers morning meetings")))
        .isGreaterThan(query.dot(embedder().passage("the printer is out of paper")));
  }

  @Test
  default void aMegabyteOfTextIsEmbedded() {
    assertUnit(embedder().passage("meeting notes ".repeat(75_000)));
    assertUnit(embedder().passage("x".repeat(1_000_000)));
    assertUnit(embedder().query("meeting notes ".repeat(75_000)));
  }

  @Test
  default void manyThreadsGetTheVectorsThatOneGets() throws Exception {
    var texts = IntStream.range(0, 64).mapToObj(i -> "meeting number " + i).toList();
    var alone = texts.stream().map(embedder()::passage).toList();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = texts.stream().<Callable<Vector>>map(t -> () -> embedder().passage(t)).toList();
      var together = new ArrayList<Vector>();
      for (var task : threads.invokeAll(tasks)) {
        together.add(task.get());
      }

      assertThat(together).isEqualTo(alone);
    }
  }

  private static List<String> oddTexts() {
    var texts = new ArrayList<>(OddTexts.WITHOUT_WORDS);
    texts.addAll(OddTexts.SYNTAX);
    OddTexts.SCRIPTS.forEach(worded -> texts.add(worded.text()));
    return texts;
  }

  private void assertUnit(Vector vector) {
    assertThat(vector.dimensions()).isEqualTo(embedder().dimensions());
    assertThat(vector.dot(vector)).isCloseTo(1, within(1e-4));
  }
}
