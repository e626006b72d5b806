package dev.steward.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.model.Embedder;
import dev.steward.core.model.Similarity;
import dev.steward.core.model.Vector;
import dev.steward.testkit.EmbedderContract;
import dev.steward.testkit.HashingEmbedder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class CachingEmbedderTest implements EmbedderContract {
  private final CountingEmbedder counting = new CountingEmbedder();

  @Override
  public Embedder embedder() {
    return new CachingEmbedder(new HashingEmbedder(), 8);
  }

  @Test
  void aTextIsEmbeddedOnce() {
    var cache = new CachingEmbedder(counting, 8);

    var first = cache.passage("tea");
    var second = cache.passage("tea");

    assertThat(second).isSameAs(first);
    assertThat(counting.texts).containsExactly("passage tea");
  }

  @Test
  void aQueryIsNotAPassage() {
    var cache = new CachingEmbedder(counting, 8);

    cache.passage("tea");
    cache.query("tea");

    assertThat(counting.texts).containsExactly("passage tea", "query tea");
  }

  @Test
  void onlyWhatIsNotKnownIsAskedForAndOnlyOnce() {
    var cache = new CachingEmbedder(counting, 8);
    cache.passage("tea");
    counting.texts.clear();

    var vectors = cache.passages(List.of("milk", "tea", "milk", "sugar"));

    assertThat(counting.texts).containsExactly("passage milk", "passage sugar");
    assertThat(vectors)
        .isEqualTo(new HashingEmbedder().passages(List.of("milk", "tea", "milk", "sugar")));
    assertThat(cache.passage("sugar")).isSameAs(vectors.get(3));
  }

  @Test
  void moreThanFitsIsAnsweredAllTheSame() {
    var cache = new CachingEmbedder(counting, 2);

    assertThat(cache.passages(List.of("a", "b", "c", "d", "a")))
        .isEqualTo(new HashingEmbedder().passages(List.of("a", "b", "c", "d", "a")));
  }

  @Test
  void whatWasNotUsedLongestIsDropped() {
    var cache = new CachingEmbedder(counting, 2);

    cache.passage("a");
    cache.passage("b");
    cache.passage("a");
    cache.passage("c");
    counting.texts.clear();
    cache.passage("a");
    cache.passage("b");

    assertThat(counting.texts).containsExactly("passage b");
  }

  @Test
  void itHasTheNameAndSizeOfWhatItCaches() {
    var cache = new CachingEmbedder(counting, 1);

    assertThat(cache.id()).isEqualTo(counting.id());
    assertThat(cache.dimensions()).isEqualTo(counting.dimensions());
    assertThat(cache.similarity()).isEqualTo(counting.similarity());
  }

  @Test
  void aCacheOfNothingIsRefused() {
    assertThatThrownBy(() -> new CachingEmbedder(counting, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static final class CountingEmbedder implements Embedder {
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final Embedder embedder = new HashingEmbedder();

    @Override
    public String id() {
      return embedder.id();
    }

    @Override
    public int dimensions() {
      return embedder.dimensions();
    }

    @Override
    public Similarity similarity() {
      return new Similarity(0.3, 0.8);
    }

    @Override
    public Vector passage(String text) {
      texts.add("passage " + text);
      return embedder.passage(text);
    }

    @Override
    public Vector query(String text) {
      texts.add("query " + text);
      return embedder.query(text);
    }
  }
}
