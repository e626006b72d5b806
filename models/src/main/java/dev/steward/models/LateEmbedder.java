package dev.steward.models;

import dev.steward.core.Failure;
import dev.steward.core.model.Embedder;
import dev.steward.core.model.Similarity;
import dev.steward.core.model.Vector;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/// An embedder that is loaded on a thread of its own, so that everything else can start meanwhile.
/// Whoever needs a vector waits for it.
public final class LateEmbedder implements Embedder, AutoCloseable {
  private final String id;
  private final int dimensions;
  private final Similarity similarity;
  private final FutureTask<Embedder> loading;

  /// Begins to load.
  ///
  /// @param id and `dimensions` and `similarity` of the embedder that `load` will bring
  public LateEmbedder(
      String id, int dimensions, Similarity similarity, Supplier<? extends Embedder> load) {
    this.id = id;
    this.dimensions = dimensions;
    this.similarity = similarity;
    this.loading = new FutureTask<>(load::get);
    Thread.ofPlatform().daemon().name("load-embedder").start(loading);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  @Override
  public Similarity similarity() {
    return similarity;
  }

  @Override
  public Vector passage(String text) {
    return loaded().passage(text);
  }

  @Override
  public List<Vector> passages(List<String> texts) {
    return loaded().passages(texts);
  }

  @Override
  public boolean isWord(String lower) {
    return loaded().isWord(lower);
  }

  @Override
  public Vector query(String text) {
    return loaded().query(text);
  }

  private Embedder loaded() {
    try {
      return loading.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.internal("Waiting for the embedder " + id + " to load was interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Failure failure
          ? failure
          : Failure.internal("The embedder " + id + " could not be loaded", e.getCause());
    }
  }

  /// Closes the embedder, once it is loaded.
  @Override
  public void close() {
    if (loaded() instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        throw Failure.internal("The embedder " + id + " did not close", e);
      }
    }
  }
}
