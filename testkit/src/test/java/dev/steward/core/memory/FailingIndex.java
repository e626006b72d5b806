package dev.steward.core.memory;

import dev.steward.core.Failure;
import dev.steward.core.model.Vector;
import dev.steward.testkit.InMemoryIndex;
import java.time.Duration;
import java.util.List;

/// An index behind a server that can go away, come back, and lose everything meanwhile.
final class FailingIndex implements VectorIndex {
  private InMemoryIndex held = new InMemoryIndex();
  private boolean down;
  private boolean lost;
  private boolean closed;
  private int calls;

  /// As when the server's process ends.
  synchronized void goDown() {
    down = true;
  }

  /// As when it is started again; whoever waits in [#awaitCalls] sees what comes.
  synchronized void comeBack() {
    down = false;
  }

  /// As when its data is deleted under it: the next call fails, since it knows nothing any more.
  synchronized void loseEverything() {
    held = new InMemoryIndex();
    lost = true;
  }

  /// Blocks until it was called that often from now on.
  synchronized void awaitCalls(int more) throws InterruptedException {
    for (var target = calls + more; calls < target; ) {
      wait();
    }
  }

  synchronized boolean isClosed() {
    return closed;
  }

  private synchronized InMemoryIndex held() {
    calls++;
    notifyAll();
    if (lost) {
      lost = false;
      throw Failure.passing("the server knows nothing of this index", null, Duration.ZERO);
    }
    if (down) {
      throw Failure.passing("the server of vectors can't be reached", null, Duration.ZERO);
    }
    return held;
  }

  @Override
  public void apply(List<ChangeFeed.Change> changes) {
    held().apply(changes);
  }

  @Override
  public long durableSeq() {
    return held().durableSeq();
  }

  @Override
  public List<Hit> nearest(Selection selection, Vector vector, int limit) {
    return held().nearest(selection, vector, limit);
  }

  @Override
  public Health check() {
    return held().check();
  }

  @Override
  public void purge() {
    held().purge();
  }

  @Override
  public void clear() {
    held().clear();
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
