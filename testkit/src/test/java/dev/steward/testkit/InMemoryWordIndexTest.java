package dev.steward.testkit;

import dev.steward.core.memory.WordIndex;

class InMemoryWordIndexTest implements WordIndexContract {
  @Override
  public WordIndex open() {
    return new InMemoryIndex();
  }
}
