package dev.steward.testkit;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// Ids that can be foretold: `id-1`, `id-2`, …
public final class CountingIds implements Supplier<String> {
  private final String prefix;
  private final AtomicLong last = new AtomicLong();

  public CountingIds() {
    this("id");
  }

  public CountingIds(String prefix) {
    this.prefix = prefix;
  }

  @Override
  public String get() {
    return prefix + "-" + last.incrementAndGet();
  }
}
