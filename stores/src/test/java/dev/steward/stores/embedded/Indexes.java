package dev.steward.stores.embedded;

import dev.steward.core.Scope;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.FactStore.Change;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.VectorIndex;
import dev.steward.core.memory.VectorIndex.Hit;
import dev.steward.core.model.Vector;
import dev.steward.testkit.InMemoryIndex;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/// Indexes to be tested, and changes for them that anybody can make again.
final class Indexes {
  static final int DIMENSIONS = 8;
  static final String EMBEDDER = "random-8";
  static final Scope ANA = new Scope("acme", "ana", "s1");
  static final Scope BOB = new Scope("acme", "bob", "s2");

  private static final List<Scope> SCOPES = List.of(ANA, BOB, new Scope("other", "ana", "s1"));
  private static final List<Layer> LAYERS = List.of(Layer.SESSION, Layer.USER, Layer.ORGANISATION);
  private static final List<String> WORDS =
      List.of("tea", "paint", "bread", "printer", "lamp", "John", "Berlin", "4711");

  private Indexes() {}

  /// An index that has no more changes in its tail than `mostInTail` when an apply returns.
  static LuceneIndex open(Path folder, int dimensions, String embedder, int mostInTail) {
    var options =
        new LuceneIndex.Options(
            Duration.ofMillis(1), Math.max(1, mostInTail), mostInTail, Duration.ofMillis(1), 1);
    return new LuceneIndex(folder, dimensions, embedder, options, UnaryOperator.identity());
  }

  /// An index that has every change in Lucene when an apply returns.
  static LuceneIndex withoutTail(Path folder, int dimensions, String embedder) {
    return open(folder, dimensions, embedder, 0);
  }

  static LuceneIndex withoutTail(Path folder) {
    return withoutTail(folder, DIMENSIONS, EMBEDDER);
  }

  /// An index that has every change in its tail.
  static LuceneIndex withoutDisk(Path folder) {
    return writingAtClose(folder, Integer.MAX_VALUE);
  }

  /// An index that has every change in its tail until it is closed with so many.
  static LuceneIndex writingAtClose(Path folder, int worthClosingWith) {
    var never = Duration.ofDays(1);
    var options =
        new LuceneIndex.Options(
            never, Integer.MAX_VALUE, Integer.MAX_VALUE, never, worthClosingWith);
    return new LuceneIndex(folder, DIMENSIONS, EMBEDDER, options, UnaryOperator.identity());
  }

  static List<Change> changes(long after, long upTo) {
    return LongStream.rangeClosed(after + 1, upTo).mapToObj(Indexes::change).toList();
  }

  /// The change of this number, always the same: one of 400 facts comes, changes or goes.
  static Change change(long seq) {
    var random = new Random(seq * 7_919);
    var scope = SCOPES.get(random.nextInt(SCOPES.size()));
    var id = "f" + random.nextInt(400);
    if (random.nextInt(5) == 0) {
      return new Change.Gone(seq, scope.tenant(), id);
    }
    var text =
        "%s %s %d"
            .formatted(
                WORDS.get(random.nextInt(WORDS.size())),
                WORDS.get(random.nextInt(WORDS.size())),
                seq);
    var layer = LAYERS.get(random.nextInt(LAYERS.size()));
    return random.nextInt(4) == 0
        ? new Change.Put(seq, fact(id, scope, layer, text), "", Vector.NONE)
        : new Change.Put(seq, fact(id, scope, layer, text), EMBEDDER, vector(random));
  }

  static Change put(long seq, String text, Vector vector) {
    return new Change.Put(seq, fact("f" + seq, ANA, Layer.USER, text), EMBEDDER, vector);
  }

  static Fact fact(String id, Scope scope, Layer layer, String text) {
    return Fact.of(id, scope, layer, Fact.Kind.FACT, "", text, "m1", scope.user(), Instant.EPOCH);
  }

  static Vector vector(Random random) {
    var components = new float[DIMENSIONS];
    for (int i = 0; i < components.length; i++) {
      components[i] = (float) random.nextGaussian();
    }
    return Vector.of(components).unit();
  }

  /// All that is found, in words that can be compared: who finds which fact, and how near it is.
  static List<String> found(VectorIndex index) {
    var found = new TreeMap<String, String>();
    var target = vector(new Random(1));
    for (var scope : SCOPES) {
      for (var hit : index.nearest(scope, target, Integer.MAX_VALUE)) {
        found.put(scope + " near " + hit.fact(), "%.3f".formatted(hit.score()));
      }
      for (var word : WORDS) {
        for (var hit : index.matching(scope, word, Integer.MAX_VALUE)) {
          found.put(scope + " " + word + " " + hit.fact(), "");
        }
      }
    }
    return found.entrySet().stream().map(Object::toString).toList();
  }

  /// What an index has to find after all changes up to this one.
  static List<String> expected(long upTo) {
    try (var exact = new InMemoryIndex(EMBEDDER)) {
      exact.apply(changes(0, upTo));
      return found(exact);
    }
  }

  static List<String> facts(List<Hit> hits) {
    return hits.stream().map(Hit::fact).toList();
  }
}
