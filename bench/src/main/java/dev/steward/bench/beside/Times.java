package dev.steward.bench.beside;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/// How long something took, each time.
public final class Times {
  private final List<Double> millis = new ArrayList<>();

  public void add(double millis) {
    this.millis.add(millis);
  }

  /// Does it and takes the time.
  public <T> T measure(Callable<T> work) throws Exception {
    var begun = System.nanoTime();
    var result = work.call();
    add((System.nanoTime() - begun) / 1e6);
    return result;
  }

  /// In milliseconds.
  public double percentile(int percent) {
    var sorted = new ArrayList<>(millis);
    Collections.sort(sorted);
    return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
  }

  /// As cells of a table: the median, the 95th percentile, and how often it was done.
  public String cells() {
    return String.format(
        Locale.ROOT, "%.2f | %.2f | %d", percentile(50), percentile(95), millis.size());
  }
}
