package dev.steward.testkit;

import dev.steward.core.model.Embedder;

class HashingEmbedderTest implements EmbedderContract {
  @Override
  public Embedder embedder() {
    return new HashingEmbedder();
  }
}
