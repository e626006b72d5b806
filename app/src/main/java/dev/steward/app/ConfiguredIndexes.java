package dev.steward.app;

import dev.steward.app.settings.MemorySettings.Store;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.Indexes;
import dev.steward.core.run.Codec;
import dev.steward.stores.chroma.ChromaIndexes;
import dev.steward.stores.chroma.ChromaServer;
import dev.steward.stores.embedded.EmbeddedIndexes;
import dev.steward.stores.embedded.LuceneIndex;
import java.nio.file.Path;
import java.util.function.Supplier;

/// The indexes of `steward.yaml`.
final class ConfiguredIndexes {
  private ConfiguredIndexes() {}

  /// Those in a data folder, or on the server that the settings name; it is not asked yet.
  static Indexes of(Store store, Path folder, FactStore rows, Codec codec, Supplier<String> ids) {
    return switch (store) {
      case Store.Embedded() -> new EmbeddedIndexes(folder.resolve("index"), codec);
      case Store.Chroma(var url) ->
          new ChromaIndexes(
              ChromaServer.at(url), folder, LuceneIndex::openForWords, rows, codec, ids);
    };
  }
}
