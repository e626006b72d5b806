package dev.steward.core.memory;

import dev.steward.core.memory.ChangeFeed.Embedded;
import dev.steward.core.model.Embedder;

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
    store.embed(
        entries.stream()
            .map(one ->
                new Embedded(one.entry().key(), embedder.id(), embedder.passage(one.passage())))
            .toList());
    return true;
  }
}
