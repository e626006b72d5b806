package dev.steward.bench;

import dev.steward.core.model.Embedder;
import dev.steward.models.onnx.OnnxEmbedder;
import dev.steward.models.onnx.OnnxModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The time that one text takes with each embedder that ships, and how many are done a second by
/// one thread and by many at once.
///
/// Arguments: seconds for each number of threads, numbers of threads (`5 1,2,8`).
final class Embedders {
  private static final int WARM_UP = 100;
  private static final int TIMED = 500;

  /// 30 tokens.
  private static final String SHORT =
      "John asked us to move the weekly meeting about the website relaunch from Monday to"
          + " Thursday, since the designer is away until week ";

  private Embedders() {}

  public static void main(String[] arguments) throws Exception {
    int seconds = Turns.numbers(arguments, 0, "5").getFirst();
    var lanes = Turns.numbers(arguments, 1, "1,2,8");
    System.out.println(
        "| embedder | loaded in ms | 30 tokens p50 ms | p95 ms | 200 tokens p50 ms | "
            + String.join(" | ", lanes.stream().map(n -> "texts/s by " + n).toList())
            + " |");
    System.out.println("|---|---|---|---|---|" + "---|".repeat(lanes.size()));
    for (var model : OnnxModel.values()) {
      var begun = System.nanoTime();
      try (var embedder = new OnnxEmbedder(model)) {
        var loaded = (System.nanoTime() - begun) / 1e6;
        times(embedder, 1, WARM_UP);
        var brief = times(embedder, 1, TIMED);
        var longer = times(embedder, 7, TIMED / 5);
        System.out.printf(
            "| %s | %.0f | %.1f | %.1f | %.1f |",
            model.word(),
            loaded,
            Turns.percentile(brief, 0.50),
            Turns.percentile(brief, 0.95),
            Turns.percentile(longer, 0.50));
        for (int lane : lanes) {
          System.out.printf(" %.0f |", perSecond(embedder, lane, seconds));
        }
        System.out.println();
      }
    }
  }

  /// Sorted times of texts that are as many times as long as the short one.
  private static List<Long> times(Embedder embedder, int length, int count) {
    var times = new ArrayList<Long>();
    for (int i = 0; i < count; i++) {
      var text = (SHORT + i + " ").repeat(length);
      var begun = System.nanoTime();
      embedder.passage(text);
      times.add(System.nanoTime() - begun);
    }
    times.sort(null);
    return times;
  }

  private static double perSecond(Embedder embedder, int lanes, int seconds)
      throws InterruptedException, ExecutionException {
    var end = System.nanoTime() + seconds * 1_000_000_000L;
    int done = 0;
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var working = new ArrayList<Future<Integer>>();
      for (int lane = 0; lane < lanes; lane++) {
        working.add(executor.submit(() -> embedUntil(end, embedder)));
      }
      for (var lane : working) {
        done += lane.get();
      }
    }
    return done / (double) seconds;
  }

  private static int embedUntil(long end, Embedder embedder) {
    int done = 0;
    while (System.nanoTime() < end) {
      embedder.passage(SHORT + done);
      done++;
    }
    return done;
  }
}
