package dev.steward.stores.embedded;

import dev.steward.core.memory.VectorIndex;
import dev.steward.testkit.VectorIndexContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// The contract with every change in Lucene before the next one comes.
class LuceneVectorIndexOnDiskTest implements VectorIndexContract {
  @TempDir private Path folder;

  @Override
  public VectorIndex open(String embedder) {
    return Indexes.withoutTail(folder, DIMENSIONS, embedder);
  }

  /// Each write waits for the disk.
  @Override
  public int randomOperations() {
    return 200;
  }
}
