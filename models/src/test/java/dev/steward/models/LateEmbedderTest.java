package dev.steward.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.model.Embedder;
import dev.steward.core.model.Similarity;
import dev.steward.testkit.EmbedderContract;
import dev.steward.testkit.HashingEmbedder;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LateEmbedderTest implements EmbedderContract {
  private static final Similarity SIMILARITY = new Similarity(0.3, 0.8);

  @Override
  public Embedder embedder() {
    return late(HashingEmbedder::new);
  }

  private static LateEmbedder late(Supplier<Embedder> load) {
    return new LateEmbedder("hashing-64", 64, SIMILARITY, load);
  }

  @Test
  void whatItIsIsKnownBeforeItIsLoaded() {
    var isWanted = new CountDownLatch(1);
    try (var late =
        late(() -> {
          try {
            isWanted.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return new HashingEmbedder();
        })) {
      assertThat(late.id()).isEqualTo("hashing-64");
      assertThat(late.dimensions()).isEqualTo(64);
      assertThat(late.similarity()).isEqualTo(SIMILARITY);
      isWanted.countDown();
      assertThat(late.query("tea")).isEqualTo(new HashingEmbedder().query("tea"));
    }
  }

  @Test
  void whoeverNeedsOneThatCannotBeLoadedIsToldWhy() {
    var why = Failure.internal("The temporary folder is full; make room", null);
    var late =
        late(() -> {
          throw why;
        });

    assertThatThrownBy(() -> late.passage("tea")).isSameAs(why);
    assertThatThrownBy(() -> late.query("tea")).isSameAs(why);
  }

  @Test
  void aBugInLoadingIsAFailureThatNamesTheEmbedder() {
    var late =
        late(() -> {
          throw new IllegalStateException("oops");
        });

    assertThatThrownBy(() -> late.passage("tea"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("hashing-64");
  }
}
