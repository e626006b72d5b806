package dev.steward.bench.memory;

import dev.steward.core.model.Embedder;
import dev.steward.core.model.Vector;

/// Vectors that are ready for what is remembered, and questions embedded by a model: a search costs
/// what it costs with the model, while filling memory costs nothing.
record EmbeddedQuestions(Embedder ready, Embedder model) implements Embedder {
  @Override
  public String id() {
    return ready.id();
  }

  @Override
  public int dimensions() {
    return ready.dimensions();
  }

  @Override
  public Vector passage(String text) {
    return ready.passage(text);
  }

  @Override
  public Vector query(String text) {
    return model.query(text);
  }
}
