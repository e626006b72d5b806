package dev.steward.core.memory;

import dev.steward.core.model.Embedder;
import java.util.Optional;
import java.util.function.Function;

/// The embedders of one memory.
///
/// @param wanted whose vectors are to be searched by
/// @param former finds an older one by its [Embedder#id]: while there is no index of `wanted`'s
///   vectors yet, the one that there is goes on serving with its own; the memory closes it if it
///   can be closed
public record KnownEmbedders(Embedder wanted, Function<String, Optional<Embedder>> former) {
  public static KnownEmbedders only(Embedder wanted) {
    return new KnownEmbedders(wanted, id -> Optional.empty());
  }
}
