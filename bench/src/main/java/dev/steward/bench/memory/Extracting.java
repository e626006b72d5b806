package dev.steward.bench.memory;

import dev.steward.bench.Progress;
import dev.steward.bench.beside.Corpus;
import dev.steward.bench.beside.ReadyVectors;
import dev.steward.core.Scope;
import dev.steward.core.cost.PriceRow;
import dev.steward.core.cost.PriceTable;
import dev.steward.core.memory.Addition;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.KnownEmbedders;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Memory;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.Trust;
import dev.steward.core.memory.Writing;
import dev.steward.core.memory.extract.ModelExtractor;
import dev.steward.core.model.Embedder;
import dev.steward.core.model.ModelChain;
import dev.steward.core.model.Till;
import dev.steward.core.policy.Secrets;
import dev.steward.models.onnx.OnnxEmbedder;
import dev.steward.models.onnx.OnnxModel;
import dev.steward.policies.secrets.RuleSecretFinder;
import dev.steward.stores.JsonCodec;
import dev.steward.stores.TimeOrderedIds;
import dev.steward.stores.embedded.EmbeddedIndexes;
import dev.steward.stores.embedded.EmbeddedStores;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Adds whose facts a model finds that takes 300 ms, 16 at once: how many a second until all facts
/// are there, and how often the model was asked. Once each add is of another user, so that each
/// needs a call of its own; once 16 users talk on and on, so that what waits goes together.
///
/// Argument: how many adds (`320`).
final class Extracting {
  private static final int AT_ONCE = 16;
  private static final Duration PACE = Duration.ofMillis(300);
  private static final String TENANT = "default";

  private Extracting() {}

  public static void main(String[] arguments) throws Exception {
    int adds = Integer.parseInt(arguments.length > 0 ? arguments[0] : "320");
    Embedder ready;
    try (var e5 = new OnnxEmbedder(OnnxModel.E5_SMALL_V2)) {
      Progress.say("Real sentences are embedded");
      ready = new ReadyVectors(new Corpus(e5));
    }
    Progress.say("Warming up");
    run(ready, adds, adds);
    System.out.println(
        "| adds | users | all answered after s | all extracted after s | adds/s | calls per add | facts | the model's own limit adds/s |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    System.out.println(run(ready, adds, adds));
    System.out.println(run(ready, adds, AT_ONCE));
  }

  /// A row of the table.
  private static String run(Embedder ready, int adds, int users) throws Exception {
    Progress.say("%,d adds of %,d users, %d at once".formatted(adds, users, AT_ONCE));
    var folder = Files.createTempDirectory("steward-extracting");
    var clock = Clock.systemUTC();
    var model = new PacedModel(PACE);
    var codec = new JsonCodec();
    try (var stores = EmbeddedStores.open(folder, codec, clock);
        var memory = memory(folder, stores, codec, ready, model, clock)) {
      var begun = System.nanoTime();
      var answered = add(memory, adds, users, begun);
      memory.settle();
      var seconds = (System.nanoTime() - begun) / 1e9;
      var facts =
          memory.count(
              Selection.recallable(new Scope(TENANT, "", ""), clock.instant())
                  .withReach(Selection.Reach.TENANT)
                  .withTypes(Entry.Type.FACT));
      return "| %,d | %,d | %.2f | %.2f | %.1f | %.2f | %,d | %.0f |"
          .formatted(
              adds,
              users,
              answered,
              seconds,
              adds / seconds,
              (double) model.calls() / adds,
              facts,
              AT_ONCE * 1e9 / PACE.toNanos());
    } finally {
      Folders.delete(folder);
    }
  }

  private static Memory memory(
      Path folder,
      EmbeddedStores stores,
      JsonCodec codec,
      Embedder embedder,
      PacedModel model,
      Clock clock) {
    var row =
        PriceRow.of(
            PacedModel.NAME + "/1",
            PriceRow.When.ALWAYS,
            Map.of("input", BigDecimal.ONE, "output", BigDecimal.ONE),
            new PriceRow.Origin("this measurement", ""));
    var prices =
        new PriceTable(
            Map.of(PacedModel.NAME, List.of(row)), Map.of(), PriceTable.Basis.COMPLETION);
    var extractor =
        new ModelExtractor(
            ModelChain.once(model, new Till(prices, stores.ledger(), clock)),
            List.of(PacedModel.NAME),
            scope -> ZoneOffset.UTC,
            ModelExtractor.OPTIONS);
    return new Memory(
        stores.facts(),
        new EmbeddedIndexes(folder.resolve("index"), codec),
        KnownEmbedders.only(embedder),
        new Secrets(List.of(new RuleSecretFinder())),
        clock,
        new TimeOrderedIds(clock, new SecureRandom()),
        Memory.Options.DEFAULTS,
        Writing.byRules(ZoneOffset.UTC).withExtractor(extractor));
  }

  /// Seconds until all adds were answered.
  private static double add(Memory memory, int adds, int users, long begun) throws Exception {
    try (var executor = Executors.newFixedThreadPool(AT_ONCE)) {
      var answers = new ArrayList<Future<?>>();
      for (int i = 0; i < adds; i++) {
        var user = "user-" + i % users;
        var text = Corpus.text(i);
        answers.add(executor.submit(() -> memory.add(addition(user, text))));
      }
      for (var answer : answers) {
        answer.get();
      }
    }
    return (System.nanoTime() - begun) / 1e9;
  }

  private static Addition addition(String user, String text) {
    var said =
        new Addition.Said(Message.Role.USER, user, Trust.OWNER, "bench", text, Instant.now());
    return new Addition(
        "",
        new Scope(TENANT, user, ""),
        Labels.NONE,
        List.of(said),
        Addition.Mode.EXTRACT,
        "",
        Fact.Validity.OPEN);
  }
}
