package dev.steward.stores.embedded;

import dev.steward.core.memory.WordIndex;
import dev.steward.testkit.WordIndexContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// The contract without vectors, which are elsewhere.
class LuceneWordIndexTest implements WordIndexContract {
  @TempDir private Path folder;

  @Override
  public WordIndex open() {
    return LuceneIndex.openForWords(folder);
  }
}
