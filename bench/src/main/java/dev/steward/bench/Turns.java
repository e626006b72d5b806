package dev.steward.bench;

import dev.steward.Steward;
import dev.steward.core.Principal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Turns per second and the time of one turn, by how many are made at once and how much is in
/// memory. Durable steps and embeddings are on; the model answers at once.
///
/// Arguments: numbers of facts, numbers of turns at once, seconds for each (`1000,10000 1,8,32
/// 20`).
final class Turns {
  private static final int WARM_UP = 1_500;

  private Turns() {}

  private record Result(double perSecond, double p50, double p95, int turns) {}

  public static void main(String[] arguments) throws Exception {
    var facts = numbers(arguments, 0, "1000,10000");
    var parallel = numbers(arguments, 1, "1,8,32");
    var seconds = numbers(arguments, 2, "20").getFirst();
    System.out.println("| facts | at once | turns/s | p50 ms | p95 ms | turns |");
    System.out.println("|---|---|---|---|---|---|");
    for (int inMemory : facts) {
      var folder = Files.createTempDirectory("steward-bench");
      try (var steward = Workload.assembly().open(folder)) {
        var workload = new Workload();
        workload.remember(steward, inMemory);
        run(steward, workload, 8, Duration.ofDays(1), WARM_UP);
        for (int lanes : parallel) {
          var result =
              run(steward, workload, lanes, Duration.ofSeconds(seconds), Integer.MAX_VALUE);
          System.out.printf(
              "| %,d | %d | %.0f | %.1f | %.1f | %,d |%n",
              inMemory, lanes, result.perSecond(), result.p50(), result.p95(), result.turns());
        }
      } finally {
        delete(folder);
      }
    }
  }

  private static Result run(
      Steward steward, Workload workload, int lanes, Duration atMost, int turns)
      throws InterruptedException, ExecutionException {
    var left = new AtomicInteger(turns);
    var begun = System.nanoTime();
    var end = begun + atMost.toNanos();
    var times = new ArrayList<Long>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var working = new ArrayList<Future<List<Long>>>();
      for (int lane = 0; lane < lanes; lane++) {
        working.add(executor.submit(lane(steward, workload, lane, end, left)));
      }
      for (var lane : working) {
        times.addAll(lane.get());
      }
    }
    var taken = (System.nanoTime() - begun) / 1e9;
    times.sort(null);
    return new Result(
        times.size() / taken, percentile(times, 0.50), percentile(times, 0.95), times.size());
  }

  private static Callable<List<Long>> lane(
      Steward steward, Workload workload, int lane, long end, AtomicInteger left) {
    var owner = Principal.owner(Steward.TENANT);
    return () -> {
      var times = new ArrayList<Long>();
      while (System.nanoTime() < end && left.getAndDecrement() > 0) {
        var begun = System.nanoTime();
        var turn = steward.process(owner, workload.next(lane), event -> {});
        times.add(System.nanoTime() - begun);
        if (turn.cost().dollars().signum() == 0) {
          throw new IllegalStateException("a turn was not done by the model: " + turn.result());
        }
      }
      return times;
    };
  }

  static double percentile(List<Long> sorted, double share) {
    return sorted.get((int) Math.min(sorted.size() - 1L, (long) (share * sorted.size()))) / 1e6;
  }

  static List<Integer> numbers(String[] arguments, int position, String otherwise) {
    var given = arguments.length > position ? arguments[position] : otherwise;
    return Arrays.stream(given.split(",")).map(Integer::valueOf).toList();
  }

  static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
