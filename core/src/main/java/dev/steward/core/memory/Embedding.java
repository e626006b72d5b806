package dev.steward.core.memory;

import dev.steward.core.memory.ChangeFeed.Embedded;
import dev.steward.core.memory.ChangeFeed.Unembedded;
import dev.steward.core.model.Embedder;
import java.util.stream.IntStream;

/// Gives entries the vectors that they lack.
final class Embedding {
  private static final int AT_ONCE = 32;

  private final FactStore store;

  Embedding(FactStore store) {
    this.store = store;
  }

  /// Embeds a few, oldest first; false if no vector was missing.
  boolean embedSome(Embedder embedder) {
    var entries = store.unembedded(embedder.id(), AT_ONCE);
    if (entries.isEmpty()) {
      return false;
    }
    var vectors = embedder.passages(entries.stream().map(Unembedded::passage).toList());
    store.embed(
        IntStream.range(0, entries.size())
            .mapToObj(
                i -> new Embedded(entries.get(i).entry().key(), embedder.id(), vectors.get(i)))
            .toList());
    return true;
  }
}
