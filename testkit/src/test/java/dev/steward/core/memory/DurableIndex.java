package dev.steward.core.memory;

import dev.steward.core.model.Vector;
import dev.steward.testkit.InMemoryIndex;
import java.util.List;

/// An index that says it would outlive a crash.
final class DurableIndex implements VectorIndex, WordIndex {
  private final InMemoryIndex held = new InMemoryIndex();

  @Override
  public void apply(List<ChangeFeed.Change> changes) {
    held.apply(changes);
  }

  @Override
  public long durableSeq() {
    return held.check().seq();
  }

  @Override
  public List<Hit> nearest(Selection selection, Vector vector, int limit) {
    return held.nearest(selection, vector, limit);
  }

  @Override
  public List<Hit> matching(Selection selection, String text, int limit) {
    return held.matching(selection, text, limit);
  }

  @Override
  public Health check() {
    return held.check();
  }

  @Override
  public void purge() {
    held.purge();
  }

  @Override
  public void clear() {
    held.clear();
  }

  @Override
  public void close() {}
}
