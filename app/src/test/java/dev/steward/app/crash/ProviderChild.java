package dev.steward.app.crash;

import dev.steward.app.Assembly;
import dev.steward.core.BatchDesk.Order;
import dev.steward.core.batch.Batch;
import dev.steward.testkit.HashingEmbedder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A process that hands in a batch whose calls go to a provider together, or carries it on, and
/// ends when it is done.
///
/// Arguments: the folder with its settings, when its [HastyClock] began, and the number of items.
final class ProviderChild {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private ProviderChild() {}

  public static void main(String[] arguments) {
    var assembly =
        Assembly.ofProcess()
            .withEnvironment(Map.of("ANTHROPIC_API_KEY", "sk-test"))
            .withZone(ZoneOffset.UTC)
            .withClock(new HastyClock(Long.parseLong(arguments[1])))
            .withEmbedder(HashingEmbedder::new);
    try (var steward = assembly.open(Path.of(arguments[0]))) {
      var batches = steward.batches();
      var view = batches.start(Premises.OWNER, order(Integer.parseInt(arguments[2])));
      while (!view.batch().state().isAtRest()) {
        view = batches.await(Premises.OWNER, BatchChild.BATCH, LOOK_EVERY);
      }
    }
  }

  private static Order order(int size) {
    return new Order(
        BatchChild.BATCH,
        BatchChild.USER,
        "ops_engine",
        "Sort {number}",
        IntStream.rangeClosed(1, size)
            .mapToObj(number -> Map.of("number", Integer.toString(number)))
            .toList(),
        Batch.Options.DEFAULTS.withWithin(Duration.ofDays(2)).withTags(List.of("kill")));
  }
}
