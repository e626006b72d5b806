package dev.steward.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.MemoryDesk.Progress;
import dev.steward.core.Scope;
import dev.steward.core.model.Embedder;
import dev.steward.testkit.InMemoryFactStore;
import dev.steward.testkit.InMemoryIndex;
import dev.steward.testkit.InMemoryIndexes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IndexingTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Scope ANA = new Scope("acme", "ana", "");
  private static final Selection ANAS = Selection.recallable(ANA, NOON);
  private static final Indexing.Options PROMPT =
      new Indexing.Options(Duration.ofMillis(1), Duration.ofMillis(5));

  private final InMemoryFactStore rows = new InMemoryFactStore();
  private final FailingIndex vectors = new FailingIndex();
  private final RenamedEmbedder bert = new RenamedEmbedder("bert");
  private final RenamedEmbedder e5 = new RenamedEmbedder("e5");
  private final Map<Long, FailingIndex> remote = new ConcurrentHashMap<>();

  /// Editions whose vectors lie behind a server.
  private final InMemoryIndexes shelf =
      new InMemoryIndexes(
          edition -> new Indexes.Opened(remote(edition.number()), new InMemoryIndex()));

  private final List<Indexing> opened = new ArrayList<>();

  /// The vectors of an edition.
  private FailingIndex remote(long edition) {
    return remote.computeIfAbsent(edition, number -> new FailingIndex());
  }

  private Indexing open(Indexes indexes, Embedder embedder, Embedder... known) {
    Function<String, Optional<Embedder>> finder =
        id -> List.of(known).stream().filter(one -> one.id().equals(id)).findFirst();
    var indexing = new Indexing(rows, indexes, new KnownEmbedders(embedder, finder), PROMPT);
    opened.add(indexing);
    return indexing;
  }

  private Indexing overFailingVectors() {
    return open(Indexes.only(vectors, new InMemoryIndex()), bert);
  }

  @AfterEach
  void close() {
    bert.open();
    e5.open();
    opened.forEach(Indexing::close);
  }

  private void add(Indexing indexing, String... texts) {
    for (var text : texts) {
      rows.write(
          FactStore.Batch.of(
              Fact.of(text, ANA, Layer.USER, Fact.Kind.FACT, "", text, "", "ana", NOON)));
      indexing.catchUp();
    }
  }

  private static List<String> near(Indexing indexing, String text) {
    try (var index = indexing.read()) {
      return ids(index.nearest(ANAS, index.embedder().query(text), 10));
    }
  }

  private static List<String> matching(Indexing indexing, String text) {
    try (var index = indexing.read()) {
      return ids(index.matching(ANAS, text, 10));
    }
  }

  private static List<String> ids(List<EntryIndex.Hit> hits) {
    return hits.stream().map(hit -> hit.key().id()).toList();
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new AssertionError("it did not come about in time");
      }
      Thread.onSpinWait();
    }
  }

  /// Blocks until the index is level and nothing is the matter.
  private static void awaitLevel(Indexing indexing) {
    await(() -> {
      indexing.settle();
      return indexing.state().trouble().isEmpty() && indexing.state().behind() == 0;
    });
  }

  private void awaitEditions(Edition... editions) {
    await(() -> shelf.editions().equals(List.of(editions)));
  }

  @Test
  void whatIsWrittenIsFoundByWordsAtOnceAndByMeaningWhenSettled() {
    var indexing = overFailingVectors();
    bert.hold();
    add(indexing, "the budget is 500");
    assertThat(matching(indexing, "budget")).containsExactly("the budget is 500");
    assertThat(near(indexing, "budget")).isEmpty();
    bert.open();
    indexing.settle();
    assertThat(near(indexing, "budget")).containsExactly("the budget is 500");
  }

  @Test
  void anIndexThatCanNotBeReachedFailsNoWritingAndIsFilledWhenItComesBack() throws Exception {
    vectors.goDown();
    var indexing = overFailingVectors();
    add(indexing, "the budget is 500", "the meeting is at nine");
    assertThat(matching(indexing, "budget")).containsExactly("the budget is 500");
    vectors.awaitCalls(5);
    assertThat(indexing.state().trouble()).contains("can't be reached");
    assertThat(indexing.state().behind()).isPositive();
    vectors.comeBack();
    awaitLevel(indexing);
    assertThat(near(indexing, "the budget")).contains("the budget is 500");
    assertThat(vectors.check().entries()).isEqualTo(2);
  }

  @Test
  void aSearchOfAnIndexThatCanNotBeReachedFindsNothingByMeaningAndSaysWhy() {
    var indexing = overFailingVectors();
    add(indexing, "the budget is 500");
    indexing.settle();
    vectors.goDown();
    assertThat(near(indexing, "budget")).isEmpty();
    assertThat(indexing.state().trouble()).contains("can't be reached");
    assertThat(matching(indexing, "budget")).containsExactly("the budget is 500");
    vectors.comeBack();
    awaitLevel(indexing);
    assertThat(near(indexing, "budget")).containsExactly("the budget is 500");
  }

  @Test
  void anIndexThatLostEverythingIsFilledFromTheRows() {
    var indexing = overFailingVectors();
    add(indexing, "the budget is 500", "the meeting is at nine");
    indexing.settle();
    vectors.loseEverything();
    add(indexing, "the office is closed");
    awaitLevel(indexing);
    assertThat(vectors.check().entries()).isEqualTo(3);
  }

  @Test
  void anIndexThatIsAheadOfTheRowsIsEmptiedFirst() {
    var other = new InMemoryFactStore();
    IntStream.range(0, 9)
        .forEach(i ->
            other.write(
                FactStore.Batch.of(
                    Fact.of(
                        "old" + i, ANA, Layer.USER, Fact.Kind.FACT, "", "x", "", "ana", NOON))));
    var durable = new DurableIndex();
    durable.apply(other.changes(0, "bert", 100));
    var indexing = open(Indexes.only(durable, durable), bert);
    add(indexing, "the budget is 500");
    indexing.settle();
    assertThat(durable.check().entries()).isEqualTo(1);
  }

  @Test
  void anEmbedderThatFailsIsAskedAgainAndMeanwhileWordsFind() {
    var indexing = overFailingVectors();
    bert.goDown();
    add(indexing, "the budget is 500");
    indexing.settle();
    assertThat(indexing.state().trouble()).contains("the embedder can't be reached");
    assertThat(matching(indexing, "budget")).hasSize(1);
    bert.comeBack();
    awaitLevel(indexing);
    assertThat(near(indexing, "budget")).hasSize(1);
  }

  @Test
  void anotherEmbedderTakesOverWhenEverythingHasItsVectors() {
    var before = open(shelf, bert);
    add(before, "the budget is 500", "the meeting is at nine");
    before.settle();
    before.close();

    e5.hold();
    var indexing = open(shelf, e5, bert);
    assertThat(indexing.state().embedder()).isEqualTo("bert");
    assertThat(indexing.state().making().embedder()).isEqualTo("e5");
    assertThat(indexing.state().making().of()).isPositive();
    assertThat(near(indexing, "budget")).contains("the budget is 500");
    add(indexing, "the office is closed");
    indexing.settle();
    assertThat(near(indexing, "office")).contains("the office is closed");
    assertThat(bert.passages()).contains("the office is closed");

    e5.open();
    awaitEditions(new Edition(2, "e5", 64));
    indexing.settle();
    assertThat(indexing.state().embedder()).isEqualTo("e5");
    assertThat(near(indexing, "office")).contains("the office is closed");
    assertThat(near(indexing, "budget")).contains("the budget is 500");
    assertThat(indexing.state().making()).isEqualTo(IndexState.Making.NONE);
    assertThat(rows.countUnembedded("bert")).isEqualTo(3);
    assertThat(bert.isClosed()).isTrue();
  }

  @Test
  void anEditionInTheMakingOutlivesItsProcess() {
    var before = open(shelf, bert);
    add(before, "the budget is 500");
    before.settle();
    before.close();
    e5.goDown();
    var killed = open(shelf, e5, bert);
    killed.close();
    assertThat(shelf.editions()).extracting(Edition::embedder).containsExactly("bert", "e5");
    assertThat(shelf.editions()).extracting(Edition::number).containsExactly(1L, 2L);

    e5.comeBack();
    var indexing = open(shelf, e5, bert);
    awaitEditions(new Edition(2, "e5", 64));
    indexing.settle();
    assertThat(near(indexing, "budget")).containsExactly("the budget is 500");
  }

  @Test
  void whoGoesBackToTheFormerEmbedderGoesOnWithItsIndex() {
    var before = open(shelf, bert);
    add(before, "the budget is 500");
    before.settle();
    before.close();
    e5.goDown();
    open(shelf, e5, bert).close();

    var indexing = open(shelf, bert, e5);
    indexing.settle();
    assertThat(near(indexing, "budget")).containsExactly("the budget is 500");
    awaitEditions(new Edition(1, "bert", 64));
  }

  @Test
  void whereTheFormerEmbedderIsGoneTheNewOneServesAtOnce() {
    var before = open(shelf, bert);
    add(before, "the budget is 500");
    before.settle();
    before.close();
    var indexing = open(shelf, e5);
    assertThat(indexing.state().embedder()).isEqualTo("e5");
    assertThat(matching(indexing, "budget")).hasSize(1);
    indexing.settle();
    assertThat(near(indexing, "budget")).hasSize(1);
    awaitEditions(new Edition(2, "e5", 64));
  }

  @Test
  void anIndexIsMadeAnewBesideTheOneThatServes() {
    var indexing = open(shelf, bert);
    add(indexing, "the budget is 500", "the meeting is at nine");
    indexing.settle();
    var told = new CopyOnWriteArrayList<Progress>();
    indexing.anew(told::add);
    awaitEditions(new Edition(2, "bert", 64));
    assertThat(near(indexing, "budget")).contains("the budget is 500");
    assertThat(told.getLast().done()).isEqualTo(told.getLast().of()).isPositive();
    assertThat(remote(1).isClosed()).isTrue();
    assertThat(remote(2).isClosed()).isFalse();
    assertThat(bert.isClosed()).isFalse();
  }

  @Test
  void makingAnewAServerThatIsDownFailsClearlyAndGoesOnWhenItIsBack() {
    var indexing = open(shelf, bert);
    add(indexing, "the budget is 500");
    indexing.settle();
    var next = remote(2);
    next.goDown();
    assertThatThrownBy(() -> indexing.anew(progress -> {}))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("can't be reached");
    assertThat(near(indexing, "budget")).hasSize(1);
    next.comeBack();
    awaitEditions(new Edition(2, "bert", 64));
    assertThat(near(indexing, "budget")).hasSize(1);
  }

  @Test
  void indexesWithoutEditionsSayThatTheyCanNotBeMadeAnew() {
    var indexing = overFailingVectors();
    assertThatThrownBy(() -> indexing.anew(progress -> {}))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USER));
    add(indexing, "the budget is 500");
    indexing.settle();
    assertThat(near(indexing, "budget")).hasSize(1);
  }

  @Test
  void searchesAndAddsGoOnWhileEditionsTakeEachOthersPlace() throws Exception {
    var indexing = open(shelf, bert);
    add(indexing, "the budget is 500");
    indexing.settle();
    try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
      var searches =
          people.submit(() -> {
            for (int i = 0; i < 300; i++) {
              assertThat(matching(indexing, "budget")).contains("the budget is 500");
              assertThat(near(indexing, "budget")).contains("the budget is 500");
            }
          });
      var adds =
          people.submit(() -> {
            for (int i = 0; i < 100; i++) {
              add(indexing, "note " + i);
              assertThat(matching(indexing, "note " + i)).contains("note " + i);
            }
          });
      for (int i = 0; i < 5; i++) {
        indexing.anew(progress -> {});
      }
      searches.get();
      adds.get();
    }
    indexing.settle();
    assertThat(remote(6).check().entries()).isEqualTo(101);
    assertThat(indexing.state().trouble()).isEmpty();
  }
}
