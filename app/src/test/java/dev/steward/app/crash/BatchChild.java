package dev.steward.app.crash;

import dev.steward.core.BatchDesk.Order;
import dev.steward.core.batch.Batch;
import dev.steward.core.run.Step;
import dev.steward.stores.JsonCodec;
import dev.steward.stores.embedded.EmbeddedStores;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A process that hands a batch of [Story.Plot#OFFERS] in, or carries it on, and ends when it is
/// done.
///
/// Arguments: the folder, the file for its [Marks], and the number of items.
final class BatchChild {
  static final String BATCH = "b";
  static final String USER = "ana";

  /// What it says when it has begun to work.
  static final String WORKING = "WORKING";

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private BatchChild() {}

  public static void main(String[] arguments) {
    var folder = Path.of(arguments[0]);
    var marks = new Marks(Path.of(arguments[1]), _ -> false, () -> {});
    noteWhatIsDone(folder, marks);
    try (var steward = Premises.assembly(marks).open(folder)) {
      var batches = steward.batches();
      var view = batches.start(Premises.OWNER, order(Integer.parseInt(arguments[2])));
      System.out.println(WORKING);
      while (!view.batch().state().isAtRest()) {
        view = batches.await(Premises.OWNER, BATCH, LOOK_EVERY);
      }
    }
  }

  static Order order(int size) {
    var rows = new ArrayList<Map<String, String>>();
    for (int number = 1; number <= size; number++) {
      rows.add(Map.of("number", Integer.toString(number)));
    }
    return new Order(
        BATCH,
        USER,
        "steward",
        "Pick the better one of both offers of number {number}",
        List.copyOf(rows),
        Batch.Options.DEFAULTS);
  }

  /// The steps that are finished, and may not be repeated.
  private static void noteWhatIsDone(Path folder, Marks marks) {
    try (var stores = EmbeddedStores.open(folder, new JsonCodec(), Clock.systemUTC())) {
      var journal = stores.journal();
      for (var run : journal.list(Premises.OWNER.tenant(), "", "", Integer.MAX_VALUE)) {
        journal.steps(run.tenant(), run.id()).stream()
            .filter(step -> step.status() == Step.Status.DONE)
            .forEach(step -> marks.note(Marks.FOUND + " " + step.key()));
      }
    }
  }
}
