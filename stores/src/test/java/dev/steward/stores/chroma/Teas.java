package dev.steward.stores.chroma;

import dev.steward.core.Scope;
import dev.steward.core.memory.ChangeFeed.Change;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.EntryIndex.Hit;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.VectorIndex;
import dev.steward.core.model.Vector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;

/// Facts of ana's, each with a direction of its own, to fill an index with.
final class Teas {
  static final String EMBEDDER = "compass-1";
  static final int DIMENSIONS = 8;
  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  static final Scope ANA = new Scope("acme", "ana", "");
  static final Selection ANAS = Selection.recallable(ANA, NOON);

  private Teas() {}

  static Change put(long seq) {
    return put(seq, "f" + seq, Map.of("n", seq));
  }

  static Change put(long seq, String id, Map<String, Object> metadata) {
    return put(
        seq,
        Fact.of(id, ANA, Layer.USER, Fact.Kind.FACT, "", "tea " + id, "", "ana", NOON)
            .with(Labels.NONE.withMetadata(metadata)));
  }

  static Change put(long seq, Entry entry) {
    return new Change.Put(seq, entry, "", 0, direction(seq));
  }

  static Change gone(long seq, String id) {
    return new Change.Gone(seq, Entry.Key.fact("acme", id));
  }

  static List<Change> puts(long first, long last) {
    return LongStream.rangeClosed(first, last).mapToObj(Teas::put).toList();
  }

  static Vector direction(long seed) {
    var random = new Random(seed);
    var components = new float[DIMENSIONS];
    for (int i = 0; i < DIMENSIONS; i++) {
      components[i] = (float) random.nextGaussian();
    }
    return Vector.of(components).unit();
  }

  /// Applies what the index lacks of these, as whoever keeps it level does.
  static void level(VectorIndex index, List<Change> changes) {
    var durable = index.durableSeq();
    var lacking = new ArrayList<>(changes.stream().filter(c -> c.seq() > durable).toList());
    for (int from = 0; from < lacking.size(); from += 500) {
      index.apply(lacking.subList(from, Math.min(lacking.size(), from + 500)));
    }
  }

  static List<String> found(VectorIndex index, int limit) {
    return index.nearest(ANAS, direction(1), limit).stream()
        .map(Hit::key)
        .map(Entry.Key::id)
        .toList();
  }
}
