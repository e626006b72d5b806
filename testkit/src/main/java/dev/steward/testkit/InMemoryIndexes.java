package dev.steward.testkit;

import dev.steward.core.memory.Edition;
import dev.steward.core.memory.Indexes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Editions of an index that outlive whoever opens them, but not the process.
public final class InMemoryIndexes implements Indexes {
  private final Function<Edition, Opened> maker;
  private final Map<Edition, Opened> made = new HashMap<>();
  private List<Edition> editions = List.of();

  public InMemoryIndexes() {
    this(edition -> {
      var index = new InMemoryIndex();
      return new Opened(index, index);
    });
  }

  /// @param maker makes the indexes of an edition
  public InMemoryIndexes(Function<Edition, Opened> maker) {
    this.maker = maker;
  }

  @Override
  public synchronized List<Edition> editions() {
    return editions;
  }

  @Override
  public synchronized void keep(List<Edition> editions) {
    this.editions = List.copyOf(editions);
    made.keySet().retainAll(editions);
  }

  @Override
  public synchronized Opened open(Edition edition) {
    if (!editions.contains(edition)) {
      throw new IllegalArgumentException("%s is not kept".formatted(edition));
    }
    return made.computeIfAbsent(edition, maker);
  }
}
