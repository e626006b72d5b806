package dev.steward.core.routing;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// A shelf on which nothing lies that quotes a forgotten correction, whenever the process dies.
///
/// A forgetting clears the shelf first, then lets the rows go, and nobody puts anything on it in
/// between. If the process dies before the rows are gone, nothing is forgotten yet, and whoever
/// asked was not told that it is; if it dies after, the shelf is clear already. Whoever read
/// corrections before a forgetting was over puts nothing on it later.
final class CleanShelf {
  private final ClassifierShelf shelf;

  /// Held over the shelf's and the log's writes: they are what must not come between each other.
  private final ReentrantLock alone = new ReentrantLock();

  private final AtomicLong forgettings = new AtomicLong();

  CleanShelf(ClassifierShelf shelf) {
    this.shelf = shelf;
  }

  /// How often something was forgotten: to be asked before corrections are read.
  long forgettings() {
    return forgettings.get();
  }

  Optional<byte[]> read(String name) {
    return shelf.read(name);
  }

  /// What `deed` comes to; it is not done if something was forgotten since there were so many
  /// forgettings.
  <T> Optional<T> since(long forgettings, Supplier<T> deed) {
    alone.lock();
    try {
      return this.forgettings.get() == forgettings ? Optional.of(deed.get()) : Optional.empty();
    } finally {
      alone.unlock();
    }
  }

  /// Keeps it, unless something was forgotten since there were so many forgettings.
  void write(long forgettings, String name, byte[] bytes) {
    var _ =
        since(
            forgettings,
            () -> {
              shelf.write(name, bytes);
              return name;
            });
  }

  /// Has `rows` let go what is forgotten.
  void forget(Runnable rows) {
    alone.lock();
    try {
      shelf.clear();
      rows.run();
    } finally {
      // Also if only some of the rows may be gone.
      forgettings.incrementAndGet();
      alone.unlock();
    }
  }
}
