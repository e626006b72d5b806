package dev.steward.stores.chroma;

import dev.steward.core.memory.VectorIndex;
import dev.steward.testkit.VectorIndexContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedChroma.class)
class ChromaIndexTest implements VectorIndexContract {
  private final ChromaProcess chroma;
  private final Folder folder = new Folder();

  ChromaIndexTest(ChromaProcess chroma) {
    this.chroma = chroma;
  }

  /// A search of a server takes a hundred times as long as one in this process.
  @Override
  public int randomOperations() {
    return 1_000;
  }

  @Override
  public int randomSelections() {
    return 60;
  }

  @Override
  public VectorIndex open(String embedder) {
    return folder.open(chroma.server(), embedder, DIMENSIONS);
  }
}
