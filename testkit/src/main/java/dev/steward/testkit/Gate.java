package dev.steward.testkit;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Holds up whoever comes until it is opened. A minute is an error.
final class Gate implements AutoCloseable {
  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);

  /// Waits until the gate lets pass.
  void pass() {
    arrive();
    await(open);
  }

  /// Is seen at the gate and goes away.
  void arrive() {
    arrived.countDown();
  }

  /// Waits until somebody stands at the gate.
  void awaitArrival() {
    await(arrived);
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(1, TimeUnit.MINUTES)) {
        throw new AssertionError("nothing happened for a minute");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted at a gate", e);
    }
  }

  /// Lets all pass.
  void open() {
    open.countDown();
  }

  @Override
  public void close() {
    open();
  }
}
