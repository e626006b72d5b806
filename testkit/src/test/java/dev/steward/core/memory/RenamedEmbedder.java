package dev.steward.core.memory;

import dev.steward.core.Failure;
import dev.steward.core.model.Embedder;
import dev.steward.core.model.Vector;
import dev.steward.testkit.HashingEmbedder;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/// A [HashingEmbedder] of another name that can be held up and can fail, and tells what it was
/// asked.
final class RenamedEmbedder implements Embedder, AutoCloseable {
  private final String id;
  private final HashingEmbedder hashing = new HashingEmbedder();
  private final Set<String> passages = ConcurrentHashMap.newKeySet();
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile boolean down;
  private volatile boolean closed;

  RenamedEmbedder(String id) {
    this.id = id;
  }

  /// Lets nothing be embedded until [#open].
  void hold() {
    gate = new CountDownLatch(1);
  }

  void open() {
    gate.countDown();
  }

  void goDown() {
    down = true;
  }

  void comeBack() {
    down = false;
  }

  Set<String> passages() {
    return Set.copyOf(passages);
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public int dimensions() {
    return hashing.dimensions();
  }

  @Override
  public Vector passage(String text) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    answer();
    passages.add(text);
    return hashing.passage(text);
  }

  @Override
  public Vector query(String text) {
    answer();
    return hashing.query(text);
  }

  private void answer() {
    if (down) {
      throw Failure.passing("the embedder can't be reached", null, Duration.ZERO);
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
