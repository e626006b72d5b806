package dev.steward.stores.embedded;

import dev.steward.core.memory.ChangeFeed.Change;
import dev.steward.core.memory.ChangeFeed.Embedded;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.FactStore.Batch;
import dev.steward.core.memory.Revision;
import dev.steward.core.model.Vector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/// A program that writes messages and facts from 16 threads and acknowledges each, gives them
/// vectors, and keeps an index level with the rows, until it is killed.
final class Writing {
  static final String EMBEDDER = "e5";
  static final int DIMENSIONS = 8;

  private final FactStore store;
  private final LuceneIndex index;
  private final ReentrantLock applying = new ReentrantLock();
  private long applied;

  private Writing(FactStore store, LuceneIndex index) {
    this.store = store;
    this.index = index;
    this.applied = index.durableSeq();
  }

  /// An index that is busy with its files all the time.
  static LuceneIndex index(Path folder) {
    var options =
        new LuceneIndex.Options(
            Duration.ofMillis(5), 100, 1_000, Duration.ofMillis(5), 1, Duration.ofMillis(2), 0);
    return new LuceneIndex(
        folder.resolve("index"), DIMENSIONS, EMBEDDER, options, UnaryOperator.identity());
  }

  /// The vector of an entry, always the same.
  static Vector vector(String id) {
    var random = new Random(id.hashCode());
    var components = new float[DIMENSIONS];
    for (int i = 0; i < DIMENSIONS; i++) {
      components[i] = (float) random.nextGaussian();
    }
    return Vector.of(components).unit();
  }

  public static void main(String[] arguments) throws InterruptedException {
    var folder = Path.of(arguments[0]);
    try (var stores = FreshStores.open(folder);
        var index = index(folder)) {
      var writing = new Writing(stores.facts(), index);
      var threads = new Thread[17];
      for (int i = 0; i < 16; i++) {
        var prefix = arguments[1] + "-" + i + "-";
        threads[i] = Thread.ofPlatform().start(() -> writing.write(prefix));
      }
      threads[16] = Thread.ofPlatform().start(writing::embed);
      for (var thread : threads) {
        thread.join();
      }
    }
  }

  private void write(String prefix) {
    for (int i = 0; ; i++) {
      var id = prefix + i;
      var text = "text ".repeat(1 + i % 300);
      // Every other fact is what was said, word for word.
      var fact = Rowfuls.fact("f" + id, i % 2 == 0 ? text : text + id);
      store.write(
          new Batch(
              List.of(Rowfuls.message("m" + id, text)),
              List.of(Revision.added(fact)),
              List.of(),
              List.of()));
      follow();
      acknowledge("written " + id);
    }
  }

  private void embed() {
    while (true) {
      var vectors =
          store.unembedded(EMBEDDER, 32).stream()
              .map(each -> each.entry().key())
              .map(key -> new Embedded(key, EMBEDDER, vector(key.id())))
              .toList();
      store.embed(vectors);
      follow();
      vectors.forEach(vector -> acknowledge("embedded " + vector.key().id()));
    }
  }

  private void follow() {
    var last = store.lastChange();
    applying.lock();
    try {
      while (applied < last) {
        var changes = store.changes(applied, EMBEDDER, 200);
        index.apply(changes);
        applied = changes.stream().mapToLong(Change::seq).max().orElse(last);
      }
    } finally {
      applying.unlock();
    }
  }

  private static void acknowledge(String what) {
    System.out.println(what + ".");
  }
}
