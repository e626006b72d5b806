package dev.steward.stores.embedded;

import dev.steward.core.memory.WordIndex;
import dev.steward.testkit.WordIndexContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// The contract with every change in Lucene before the next one comes.
class LuceneWordIndexOnDiskTest implements WordIndexContract {
  @TempDir private Path folder;

  @Override
  public WordIndex open() {
    return Indexes.withoutTail(folder, DIMENSIONS, "axes-1");
  }

  /// Each write waits for the disk.
  @Override
  public int randomOperations() {
    return 200;
  }
}
