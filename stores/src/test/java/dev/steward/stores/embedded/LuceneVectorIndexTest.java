package dev.steward.stores.embedded;

import dev.steward.core.memory.VectorIndex;
import dev.steward.testkit.VectorIndexContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class LuceneVectorIndexTest implements VectorIndexContract {
  @TempDir private Path folder;

  @Override
  public VectorIndex open(String embedder) {
    return LuceneIndex.open(folder, DIMENSIONS, embedder);
  }
}
