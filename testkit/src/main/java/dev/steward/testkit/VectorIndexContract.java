package dev.steward.testkit;

import static dev.steward.testkit.EntryIndexContract.fact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.steward.core.memory.ChangeFeed.Change;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.EntryIndex.Hit;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.VectorIndex;
import dev.steward.core.model.Vector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What every [VectorIndex] promises.
public interface VectorIndexContract
    extends EntryIndexContract<VectorIndex>, IndexSelectionContract<VectorIndex> {
  /// The embedder whose vectors they are.
  String EMBEDDER = "axes-1";

  Vector NORTH_EAST = Vector.of(1, 1, 0, 0).unit();
  Vector EAST = Vector.of(0, 1, 0, 0);

  /// Opens the index of this test, with what an earlier one of it left behind.
  VectorIndex open(String embedder);

  @Override
  default VectorIndex open() {
    return open(EMBEDDER);
  }

  @Override
  default List<Hit> alike(VectorIndex index, Selection selection, int limit) {
    return index.nearest(selection, NORTH, limit);
  }

  @Test
  default void theNearestComeFirstScoredWithTheCosine() {
    try (var index = open()) {
      index.apply(
          List.of(
              put(1, fact("east", "one"), EAST),
              put(2, fact("north-east", "two"), NORTH_EAST),
              put(3, fact("north", "three"), NORTH)));

      var hits = index.nearest(ANAS, NORTH, 10);

      assertThat(hits)
          .extracting(hit -> hit.key().id())
          .containsExactly("north", "north-east", "east");
      assertThat(hits.get(0).score()).isCloseTo(1, within(1e-3));
      assertThat(hits.get(1).score()).isCloseTo(Math.sqrt(0.5), within(1e-3));
      assertThat(hits.get(2).score()).isCloseTo(0, within(1e-3));
    }
  }

  @Test
  default void theOppositeDirectionHasANegativeScore() {
    try (var index = open()) {
      index.apply(List.of(put(1, fact("f1", "one"), Vector.of(-1, 0, 0, 0))));

      assertThat(index.nearest(ANAS, NORTH, 1).getFirst().score()).isCloseTo(-1, within(1e-3));
    }
  }

  @Test
  default void anEntryWithoutAVectorIsNotFoundUntilItHasOne() {
    try (var index = open()) {
      index.apply(List.of(put(1, fact("f1", "tea"), Vector.NONE)));
      assertThat(index.nearest(ANAS, NORTH, 10)).isEmpty();

      index.apply(List.of(put(2, fact("f1", "tea"), NORTH)));

      assertThat(index.nearest(ANAS, NORTH, 10)).hasSize(1);

      index.apply(List.of(put(3, fact("f1", "coffee"), Vector.NONE)));

      assertThat(index.nearest(ANAS, NORTH, 10)).isEmpty();
    }
  }

  @Test
  default void theLatestVectorCounts() {
    try (var index = open()) {
      index.apply(List.of(put(1, fact("f1", "tea"), NORTH), put(2, fact("f1", "tea"), EAST)));

      assertThat(index.nearest(ANAS, EAST, 10).getFirst().score()).isCloseTo(1, within(1e-3));
      assertThat(index.nearest(ANAS, NORTH, 10).getFirst().score()).isCloseTo(0, within(1e-3));
    }
  }

  @Test
  default void noVectorIsNearToNothing() {
    try (var index = open()) {
      index.apply(List.of(put(1, fact("f1", "tea"), NORTH)));

      assertThat(index.nearest(ANAS, Vector.NONE, 10)).isEmpty();
    }
  }

  @Test
  default void withAnotherEmbedderItStartsEmpty() {
    try (var index = open()) {
      index.apply(List.of(put(1, fact("f1", "tea"), NORTH)));
    }
    try (var index = open("other-2")) {
      assertThat(index.durableSeq()).isZero();
      assertThat(index.nearest(ANAS, NORTH, 10)).isEmpty();

      index.apply(List.of(put(2, fact("f1", "tea"), EAST)));

      assertThat(index.nearest(ANAS, EAST, 10)).hasSize(1);
    }
  }

  @Test
  default void theNearestOfManyAreFound() {
    var random = new Random(5);
    try (var index = open()) {
      var changes = new ArrayList<Change>();
      for (int i = 1; i <= 5_000; i++) {
        changes.add(put(i, fact("f" + i, "tea"), direction(random)));
      }
      for (int i = 0; i < changes.size(); i += 500) {
        index.apply(changes.subList(i, i + 500));
      }
      int right = 0;
      for (int i = 0; i < 50; i++) {
        var target = direction(random);
        var expected =
            changes.stream()
                .sorted(Comparator.comparingDouble(change -> -cosine(change, target)))
                .limit(10)
                .map(Change::key)
                .toList();
        right +=
            (int)
                index.nearest(ANAS, target, 10).stream()
                    .map(Hit::key)
                    .filter(expected::contains)
                    .count();
      }

      assertThat(right).isGreaterThanOrEqualTo(490);
    }
  }

  private static double cosine(Change change, Vector target) {
    return switch (change) {
      case Change.Put put -> put.vector().dot(target);
      case Change.Gone _ -> -1;
    };
  }

  private static Vector direction(Random random) {
    var components = new float[DIMENSIONS];
    for (int i = 0; i < components.length; i++) {
      components[i] = (float) random.nextGaussian();
    }
    return Vector.of(components).unit();
  }

  private static Change put(long seq, Entry entry, Vector vector) {
    return new Change.Put(seq, entry, "", 0, vector);
  }
}
