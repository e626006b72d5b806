package dev.steward.stores.chroma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.Indexes;
import dev.steward.core.memory.KnownEmbedders;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Memory;
import dev.steward.core.memory.Recollection;
import dev.steward.core.memory.Writing;
import dev.steward.core.model.Embedder;
import dev.steward.core.model.Vector;
import dev.steward.core.policy.Secrets;
import dev.steward.stores.JsonCodec;
import dev.steward.stores.embedded.EmbeddedIndexes;
import dev.steward.stores.embedded.EmbeddedStores;
import dev.steward.stores.embedded.LuceneIndex;
import dev.steward.testkit.HashingEmbedder;
import dev.steward.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A memory whose vectors lie in Chroma.
@ExtendWith(SharedChroma.class)
@Timeout(120)
class ChromaMemoryTest {
  private static final Scope ANA = new Scope("acme", "ana", "");

  @TempDir Path folder;

  private final ManualClock clock = ManualClock.at("2026-11-23T08:00:00Z");
  private final Meddler meddler;
  private final AtomicInteger embedded = new AtomicInteger();
  private EmbeddedStores stores;

  ChromaMemoryTest(ChromaProcess chroma) {
    this.meddler = new Meddler(chroma.url());
  }

  @BeforeEach
  void open() {
    stores = EmbeddedStores.open(folder, new JsonCodec(), clock);
  }

  @AfterEach
  void end() {
    stores.close();
    meddler.close();
  }

  /// Words as their hashes, under a name of its own.
  private final class Counting implements Embedder {
    private final HashingEmbedder hashing = new HashingEmbedder();
    private final String id;

    Counting(String id) {
      this.id = id;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public int dimensions() {
      return hashing.dimensions();
    }

    @Override
    public Vector passage(String text) {
      embedded.incrementAndGet();
      return hashing.passage(text);
    }

    @Override
    public Vector query(String text) {
      return hashing.query(text);
    }
  }

  private Memory memory(Function<FactStore, Indexes> indexes, String embedder) {
    var facts = stores.facts();
    return new Memory(
        facts,
        indexes.apply(facts),
        new KnownEmbedders(new Counting(embedder), id -> Optional.of(new Counting(id))),
        new Secrets(List.of()),
        clock,
        () -> UUID.randomUUID().toString(),
        Memory.Options.DEFAULTS,
        Writing.byRules(ZoneOffset.UTC));
  }

  private Memory onChroma(String embedder) {
    return memory(
        facts ->
            new ChromaIndexes(
                new ChromaServer(meddler.url(), Duration.ofSeconds(5), Duration.ofSeconds(30)),
                folder,
                LuceneIndex::openForWords,
                facts,
                new JsonCodec(),
                () -> UUID.randomUUID().toString()),
        embedder);
  }

  private Memory onFiles() {
    return memory(facts -> new EmbeddedIndexes(folder.resolve("index"), new JsonCodec()), "first");
  }

  private static void remember(Memory memory, String text) {
    memory.remember(ANA, Layer.USER, Fact.Kind.FACT, text, "", "ana", "");
  }

  private static List<Recollection> recalled(Memory memory) {
    return memory.recall(ANA, "the budget of Acme", 10);
  }

  private static boolean isFoundByMeaning(Memory memory) {
    return recalled(memory).stream().anyMatch(found -> found.component("meaning") > 0);
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new AssertionError("it did not come about in time");
      }
      Thread.onSpinWait();
    }
  }

  @Test
  void whatIsRememberedIsFoundByMeaning() {
    try (var memory = onChroma("first")) {
      remember(memory, "The budget of Acme is $500");
      memory.settle();

      assertThat(isFoundByMeaning(memory)).isTrue();
      assertThat(memory.index().trouble()).isEmpty();
      assertThat(memory.index().behind()).isZero();
    }
  }

  @Test
  void whileTheServerIsAwayWordsFindAndVectorsFollowWhenItIsBack() {
    meddler.fails("", 503, "");
    try (var memory = onChroma("first")) {
      remember(memory, "The budget of Acme is $500");
      memory.settle();

      assertThat(recalled(memory)).hasSize(1);
      assertThat(isFoundByMeaning(memory)).isFalse();
      assertThat(memory.index().trouble()).contains("Chroma at", "503");
      assertThat(memory.statistics("acme").index().behind()).isPositive();

      meddler.behaves();
      await(() -> memory.index().trouble().isEmpty() && memory.index().behind() == 0);
      assertThat(isFoundByMeaning(memory)).isTrue();
    }
  }

  @Test
  void anotherStoreIsFilledFromTheRowsWithoutEmbeddingAgain() {
    try (var memory = onFiles()) {
      remember(memory, "The budget of Acme is $500");
      memory.settle();
    }
    int before = embedded.get();
    try (var memory = onChroma("first")) {
      memory.settle();
      assertThat(isFoundByMeaning(memory)).isTrue();
      remember(memory, "Bob waters the plants of Acme");
      memory.settle();
    }
    try (var memory = onFiles()) {
      memory.settle();
      assertThat(recalled(memory)).hasSize(2);
      assertThat(isFoundByMeaning(memory)).isTrue();
    }
    assertThat(embedded.get()).isEqualTo(before + 1);
  }

  @Test
  void anotherEmbedderTakesOverWhileTheFormerServes() {
    try (var memory = onChroma("first")) {
      remember(memory, "The budget of Acme is $500");
      memory.settle();
    }
    try (var memory = onChroma("second")) {
      await(() -> memory.index().embedder().equals("second"));
      await(() -> stores.facts().countUnembedded("first") == 1);
      memory.settle();

      assertThat(isFoundByMeaning(memory)).isTrue();
      assertThat(memory.index().making().embedder()).isEmpty();
    }
  }

  @Test
  void anIndexInTheMakingOutlivesTheProcess() {
    try (var memory = onChroma("first")) {
      remember(memory, "The budget of Acme is $500");
      memory.settle();
      int before = embedded.get();
      meddler.fails("POST collections", 500, "");

      assertThatThrownBy(() -> memory.reindex(progress -> {}))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("500");
      assertThat(isFoundByMeaning(memory)).isTrue();
      assertThat(memory.index().making().embedder()).isEqualTo("first");
      assertThat(embedded.get()).isEqualTo(before);
    }
    meddler.behaves();
    try (var memory = onChroma("first")) {
      await(() -> memory.index().making().embedder().isEmpty());
      memory.settle();

      assertThat(isFoundByMeaning(memory)).isTrue();
    }
  }

  @Test
  void madeAnewItFindsTheSame() {
    try (var memory = onChroma("first")) {
      remember(memory, "The budget of Acme is $500");
      remember(memory, "Bob waters the plants of Acme");
      memory.settle();
      var before = recalled(memory).stream().map(Recollection::entry).toList();
      memory.reindex(progress -> assertThat(progress.done()).isLessThanOrEqualTo(progress.of()));
      memory.settle();

      assertThat(recalled(memory).stream().map(Recollection::entry))
          .containsExactlyElementsOf(before);
      assertThat(isFoundByMeaning(memory)).isTrue();
    }
  }
}
