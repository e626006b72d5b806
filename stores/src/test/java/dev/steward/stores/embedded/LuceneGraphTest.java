package dev.steward.stores.embedded;

import dev.steward.core.memory.VectorIndex;
import dev.steward.testkit.VectorIndexContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// The contract along the graph, however few are selected.
class LuceneGraphTest implements VectorIndexContract {
  @TempDir private Path folder;

  @Override
  public VectorIndex open(String embedder) {
    return Indexes.withGraph(folder, DIMENSIONS, embedder);
  }

  /// Each write waits for the disk.
  @Override
  public int randomOperations() {
    return 200;
  }
}
