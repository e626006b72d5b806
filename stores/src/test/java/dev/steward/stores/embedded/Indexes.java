package dev.steward.stores.embedded;

import dev.steward.core.Scope;
import dev.steward.core.memory.ChangeFeed.Change;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.EntryIndex.Hit;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.Trust;
import dev.steward.core.memory.VectorIndex;
import dev.steward.core.memory.WordIndex;
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
  static final Selection ANAS = Selection.recallable(ANA, Instant.EPOCH);
  static final Scope BOB = new Scope("acme", "bob", "s2");

  private static final Duration LONGEST_SCAN = LuceneIndex.Options.DEFAULTS.longestScan();
  private static final List<Scope> SCOPES = List.of(ANA, BOB, new Scope("other", "ana", "s1"));
  private static final List<Layer> LAYERS = List.of(Layer.SESSION, Layer.USER, Layer.ORGANISATION);
  private static final List<String> WORDS =
      List.of("tea", "paint", "bread", "printer", "lamp", "John", "Berlin", "4711");

  private Indexes() {}

  /// An index that has no more changes in its tail than `mostInTail` when an apply returns.
  static LuceneIndex open(Path folder, int dimensions, String embedder, int mostInTail) {
    return open(folder, dimensions, embedder, options(mostInTail, LONGEST_SCAN));
  }

  /// An index that follows the graph whenever there is one, and has every change in Lucene when an
  /// apply returns.
  static LuceneIndex withGraph(Path folder, int dimensions, String embedder) {
    return open(folder, dimensions, embedder, options(0, Duration.ZERO));
  }

  /// The same, but segments of fewer vectors than `smallest` have no graph.
  static LuceneIndex withGraphFrom(Path folder, int smallest) {
    return open(folder, DIMENSIONS, EMBEDDER, options(0, Duration.ZERO, smallest));
  }

  private static LuceneIndex open(
      Path folder, int dimensions, String embedder, LuceneIndex.Options options) {
    return new LuceneIndex(folder, dimensions, embedder, options, UnaryOperator.identity());
  }

  static LuceneIndex.Options options(int mostInTail, Duration longestScan) {
    return options(mostInTail, longestScan, 0);
  }

  private static LuceneIndex.Options options(
      int mostInTail, Duration longestScan, int smallestGraph) {
    var soon = Duration.ofMillis(1);
    return new LuceneIndex.Options(
        soon, Math.max(1, mostInTail), mostInTail, soon, 1, longestScan, smallestGraph);
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
            never, Integer.MAX_VALUE, Integer.MAX_VALUE, never, worthClosingWith, LONGEST_SCAN, 0);
    return new LuceneIndex(folder, DIMENSIONS, EMBEDDER, options, UnaryOperator.identity());
  }

  static List<Change> changes(long after, long upTo) {
    return LongStream.rangeClosed(after + 1, upTo).mapToObj(Indexes::change).toList();
  }

  /// The change of this number, always the same: one of 200 facts and 200 messages comes, changes
  /// or goes.
  static Change change(long seq) {
    var random = new Random(seq * 7_919);
    var scope = SCOPES.get(random.nextInt(SCOPES.size()));
    var number = random.nextInt(200);
    var isFact = random.nextBoolean();
    if (random.nextInt(5) == 0) {
      return new Change.Gone(
          seq,
          isFact
              ? Entry.Key.fact(scope.tenant(), "f" + number)
              : Entry.Key.message(scope.tenant(), "m" + number));
    }
    var text =
        "%s %s %d"
            .formatted(
                WORDS.get(random.nextInt(WORDS.size())),
                WORDS.get(random.nextInt(WORDS.size())),
                seq);
    var layer = LAYERS.get(random.nextInt(LAYERS.size()));
    var entry =
        isFact ? fact("f" + number, scope, layer, text) : message("m" + number, scope, text);
    // Half of the entries are in threads of their tenants.
    var thread = number % 2 == 0 ? "" : "t" + number % 3;
    return new Change.Put(
        seq,
        entry,
        thread,
        thread.isEmpty() ? 0 : number,
        random.nextInt(4) == 0 ? Vector.NONE : vector(random));
  }

  static Change put(long seq, String text, Vector vector) {
    return new Change.Put(seq, fact("f" + seq, ANA, Layer.USER, text), "", 0, vector);
  }

  static Fact fact(String id, Scope owner, Layer layer, String text) {
    var scope =
        switch (layer) {
          case ORGANISATION -> new Scope(owner.tenant(), "", "");
          case USER -> owner.withSession("");
          case SESSION, CONVERSATION -> owner;
        };
    return Fact.of(id, scope, layer, Fact.Kind.FACT, "", text, "m1", owner.user(), Instant.EPOCH);
  }

  static Message message(String id, Scope scope, String text) {
    return new Message(
        id,
        scope,
        Message.Role.USER,
        scope.user(),
        "cli",
        "",
        Trust.OWNER,
        Labels.NONE,
        text,
        Instant.EPOCH);
  }

  /// One that keeps its components when it is kept.
  static Vector vector(Random random) {
    var components = new float[DIMENSIONS];
    for (int i = 0; i < components.length; i++) {
      components[i] = (float) random.nextGaussian();
    }
    return VectorCode.of(Vector.of(components).unit()).vector();
  }

  /// All that is found, in words that can be compared: who finds which entry, and how near it is.
  static <I extends VectorIndex & WordIndex> List<String> found(I index) {
    var found = new TreeMap<String, String>();
    var target = vector(new Random(1));
    for (var scope : SCOPES) {
      var selection = Selection.recallable(scope, Instant.EPOCH);
      for (var hit : index.nearest(selection, target, Integer.MAX_VALUE)) {
        found.put(scope + " near " + hit.key(), "%.3f".formatted(hit.score()));
      }
      for (var word : WORDS) {
        for (var hit : index.matching(selection, word, Integer.MAX_VALUE)) {
          found.put(
              scope + " " + word + " " + hit.key(), hit.thread() + hit.place() + hit.traits());
        }
      }
    }
    return found.entrySet().stream().map(Object::toString).toList();
  }

  /// What an index has to find after all changes up to this one.
  static List<String> expected(long upTo) {
    try (var exact = new InMemoryIndex()) {
      exact.apply(changes(0, upTo));
      return found(exact);
    }
  }

  static List<String> ids(List<Hit> hits) {
    return hits.stream().map(hit -> hit.key().id()).toList();
  }
}
