package dev.steward.stores.embedded;

import java.util.concurrent.CountDownLatch;

/// Waits where an interrupt would be a mistake of the test.
final class Uninterrupted {
  private Uninterrupted() {}

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody was to interrupt this", e);
    }
  }
}
