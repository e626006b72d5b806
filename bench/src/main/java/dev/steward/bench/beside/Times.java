package dev.steward.bench.beside;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/// How long something took, each time: by the clock and, if it was done by the thread that
/// measures, of the processor, which other work on the machine hardly touches.
public final class Times {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final List<Double> millis = new ArrayList<>();
  private final List<Double> ofProcessor = new ArrayList<>();

  public void add(double millis) {
    this.millis.add(millis);
  }

  /// Does it and takes the time.
  public <T> T measure(Callable<T> work) throws Exception {
    var worked = THREADS.getCurrentThreadCpuTime();
    var begun = System.nanoTime();
    var result = work.call();
    add((System.nanoTime() - begun) / 1e6);
    ofProcessor.add((THREADS.getCurrentThreadCpuTime() - worked) / 1e6);
    return result;
  }

  /// In milliseconds, by the clock.
  public double percentile(int percent) {
    return percentile(millis, percent);
  }

  private static double percentile(List<Double> times, int percent) {
    var sorted = new ArrayList<>(times);
    Collections.sort(sorted);
    return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
  }

  /// As cells of a table: the median, the 95th percentile, and how often it was done.
  public String cells() {
    return String.format(
        Locale.ROOT, "%.2f | %.2f | %d", percentile(50), percentile(95), millis.size());
  }

  /// As cells of a table: the median and the 95th percentile of the processor's time.
  public String cellsOfProcessor() {
    return String.format(
        Locale.ROOT, "%.2f | %.2f", percentile(ofProcessor, 50), percentile(ofProcessor, 95));
  }
}
