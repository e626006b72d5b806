package dev.steward.core.memory;

import dev.steward.core.model.Embedder;
import dev.steward.core.model.Similarity;
import dev.steward.core.model.Vector;
import java.util.List;
import java.util.function.Supplier;

/// The embedder whose vectors are searched among now.
final class ServingEmbedder implements Embedder {
  private final Supplier<Embedder> now;

  ServingEmbedder(Supplier<Embedder> now) {
    this.now = now;
  }

  @Override
  public String id() {
    return now.get().id();
  }

  @Override
  public int dimensions() {
    return now.get().dimensions();
  }

  @Override
  public Vector passage(String text) {
    return now.get().passage(text);
  }

  @Override
  public List<Vector> passages(List<String> texts) {
    return now.get().passages(texts);
  }

  @Override
  public Similarity similarity() {
    return now.get().similarity();
  }

  @Override
  public Vector query(String text) {
    return now.get().query(text);
  }
}
