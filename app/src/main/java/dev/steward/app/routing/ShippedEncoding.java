package dev.steward.app.routing;

import dev.steward.core.model.Embedder;
import dev.steward.core.routing.learned.Concepts;
import dev.steward.core.routing.learned.Encoding;
import dev.steward.models.LateEmbedder;
import dev.steward.models.onnx.OnnxEmbedder;
import dev.steward.models.onnx.OnnxModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// How the router reads a text: by two embedders in this process and by the concepts that ship.
/// They were chosen by cross-validation; see docs/decisions/kinds-by-examples.md.
public final class ShippedEncoding implements AutoCloseable {
  private static final List<OnnxModel> MODELS =
      List.of(OnnxModel.E5_SMALL_V2, OnnxModel.ALL_MINILM_L6_V2);

  private final List<Embedder> embedders;
  private final List<AutoCloseable> own = new ArrayList<>();

  /// Reads with these embedders.
  ///
  /// @param loaded an embedder of this model that others use too and close, or one of its own
  public ShippedEncoding(Function<OnnxModel, Loaded> loaded) {
    this.embedders = MODELS.stream().map(loaded).map(this::taken).toList();
  }

  /// Reads with embedders of its own, each of which begins to load on a thread of its own.
  public static ShippedEncoding alone() {
    return new ShippedEncoding(model ->
        new Loaded(
            new LateEmbedder(
                model.id(), model.dimensions(), model.similarity(), () -> new OnnxEmbedder(model)),
            false));
  }

  /// An embedder.
  ///
  /// @param isShared whether somebody else closes it
  public record Loaded(Embedder embedder, boolean isShared) {}

  private Embedder taken(Loaded loaded) {
    if (!loaded.isShared() && loaded.embedder() instanceof AutoCloseable closeable) {
      own.add(closeable);
    }
    return loaded.embedder();
  }

  public Encoding encoding() {
    return new Encoding(embedders, Concepts.shipped());
  }

  @Override
  public void close() {
    for (var one : own) {
      try {
        one.close();
      } catch (Exception e) {
        throw e instanceof RuntimeException failure
            ? failure
            : new IllegalStateException("an embedder did not close", e);
      }
    }
  }
}
