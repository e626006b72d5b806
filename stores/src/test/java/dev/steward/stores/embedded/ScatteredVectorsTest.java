package dev.steward.stores.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.steward.core.Scope;
import dev.steward.core.memory.ChangeFeed.Change;
import dev.steward.core.memory.EntryIndex.Hit;
import dev.steward.core.memory.Layer;
import dev.steward.core.model.Vector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One user's vectors may fill whole blocks in one place, which are looked at together, and lie
/// scattered in another, where they are looked at one by one.
class ScatteredVectorsTest {
  private static final int DENSE = 600;
  private static final int MIXED = 1_000;
  private static final int ONE_OF = 100;

  @TempDir private Path folder;
  private final Random random = new Random(11);

  @Test
  void bothAreRankedTogether() {
    var changes = new ArrayList<Change>();
    for (int i = 1; i <= DENSE + MIXED; i++) {
      var isAnas = i <= DENSE || i % ONE_OF == 0;
      changes.add(put(i, isAnas ? Indexes.ANA : Indexes.BOB));
    }
    try (var index = Indexes.withoutTail(folder)) {
      index.apply(changes);

      for (int i = ONE_OF; i <= DENSE + MIXED; i += ONE_OF) {
        var near = (Change.Put) changes.get(i - 1);

        var found = index.nearest(Indexes.ANAS, near.vector(), 3);

        assertThat(found).extracting(Hit::key).startsWith(near.key());
        assertThat(found.getFirst().score()).isCloseTo(1, within(1e-3));
      }
    }
  }

  /// All lie in about one direction, as vectors of texts do.
  private Change put(int seq, Scope owner) {
    var components = new float[Indexes.DIMENSIONS];
    for (int i = 0; i < components.length; i++) {
      components[i] = 1 + (float) random.nextGaussian() / 2;
    }
    return new Change.Put(
        seq,
        Indexes.fact("f" + seq, owner, Layer.USER, "a text"),
        "",
        0,
        Vector.of(components).unit());
  }
}
