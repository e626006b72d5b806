package dev.steward.app.cli;

/// What Ctrl-C does.
@FunctionalInterface
public interface Interrupts {
  /// Whoever is not told of Ctrl-C.
  Interrupts NONE = first -> () -> {};

  /// Until it is closed, the first Ctrl-C does `first`, on a thread of its own, instead of ending
  /// the process; the second ends it.
  Watch during(Runnable first);

  /// How long the first Ctrl-C is taken.
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }
}
