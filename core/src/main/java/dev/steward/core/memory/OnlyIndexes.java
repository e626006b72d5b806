package dev.steward.core.memory;

import dev.steward.core.Failure;
import java.util.List;

/// One edition for ever.
final class OnlyIndexes implements Indexes {
  private final Opened opened;
  private List<Edition> editions = List.of();

  OnlyIndexes(Opened opened) {
    this.opened = opened;
  }

  @Override
  public List<Edition> editions() {
    return editions;
  }

  @Override
  public void keep(List<Edition> editions) {
    if (editions.size() > 1) {
      throw Failure.user(
          "This memory's index can't be built anew while it serves: it was handed over as it is; open"
              + " the memory with indexes that have editions");
    }
    this.editions = List.copyOf(editions);
  }

  @Override
  public Opened open(Edition edition) {
    return opened;
  }
}
