package dev.steward.app;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was opened, to be closed the other way round. One that does not close does not keep the
/// others from it.
final class Opened implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Opened.class);

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  <T extends AutoCloseable> T add(T closeable) {
    opened.push(closeable);
    return closeable;
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      var closeable = opened.pop();
      try {
        closeable.close();
      } catch (Exception e) {
        LOG.warn("{} did not close", closeable.getClass().getSimpleName(), e);
      }
    }
  }
}
