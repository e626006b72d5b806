package dev.steward.testkit;

import dev.steward.core.memory.VectorIndex;

class InMemoryVectorIndexTest implements VectorIndexContract {
  @Override
  public VectorIndex open(String embedder) {
    return new InMemoryIndex();
  }
}
