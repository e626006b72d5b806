package dev.steward.bench;

import dev.steward.Steward;
import dev.steward.core.Principal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Resident memory and the size of the folder over many turns, finished runs pruned after a minute.
///
/// Arguments: how many turns, how many at once (`100000 8`).
final class Growth {
  private static final int STEPS = 20;
  private static final int FACTS = 1_000;

  private Growth() {}

  public static void main(String[] arguments) throws Exception {
    var turns = Turns.numbers(arguments, 0, "100000").getFirst();
    var lanes = Turns.numbers(arguments, 1, "8").getFirst();
    var folder = Files.createTempDirectory("steward-bench");
    System.out.println(
        "| turns | resident MB | heap MB after a collection | folder MB | turns/s |");
    System.out.println("|---|---|---|---|---|");
    try (var steward = Workload.assembly().withRunsKept(Duration.ofMinutes(1)).open(folder)) {
      var workload = new Workload();
      workload.remember(steward, FACTS);
      run(steward, workload, lanes, turns / STEPS);
      show(0, folder, 0);
      for (int step = 1; step <= STEPS; step++) {
        var begun = System.nanoTime();
        run(steward, workload, lanes, turns / STEPS);
        var perSecond = turns / STEPS / ((System.nanoTime() - begun) / 1e9);
        show(step * (turns / STEPS), folder, perSecond);
      }
    } finally {
      Turns.delete(folder);
    }
  }

  private static void run(Steward steward, Workload workload, int lanes, int turns)
      throws Exception {
    var owner = Principal.owner(Steward.TENANT);
    var left = new AtomicInteger(turns);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var working = new ArrayList<Future<?>>();
      for (int i = 0; i < lanes; i++) {
        var lane = i;
        working.add(
            executor.submit(() -> {
              while (left.getAndDecrement() > 0) {
                steward.process(owner, workload.next(lane), event -> {});
              }
            }));
      }
      for (var lane : working) {
        lane.get();
      }
    }
  }

  private static void show(int turns, Path folder, double perSecond) throws IOException {
    var resident = resident();
    System.gc();
    var runtime = Runtime.getRuntime();
    System.out.printf(
        "| %,d | %d | %d | %d | %.0f |%n",
        turns,
        resident / 1024,
        (runtime.totalMemory() - runtime.freeMemory()) >> 20,
        size(folder) >> 20,
        perSecond);
  }

  /// In kB, as Linux has it.
  private static long resident() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  private static long size(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
