package dev.steward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.memory.ChangeFeed;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Memory;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.Session;
import dev.steward.core.memory.Trust;
import dev.steward.core.memory.VectorIndex;
import dev.steward.core.memory.WordIndex;
import dev.steward.core.model.Vector;
import dev.steward.core.policy.Secrets;
import dev.steward.testkit.CountingIds;
import dev.steward.testkit.HashingEmbedder;
import dev.steward.testkit.InMemoryFactStore;
import dev.steward.testkit.InMemoryIndex;
import dev.steward.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryTest {
  private static final Scope ANA = new Scope("acme", "ana", "monday");
  private static final Scope BOB = new Scope("acme", "bob", "tuesday");

  private final ManualClock clock = ManualClock.at("2026-11-23T08:00:00Z");
  private final FactStore rows = new InMemoryFactStore();
  private final HashingEmbedder embedder = new HashingEmbedder();
  private final InMemoryIndex index = new InMemoryIndex();
  private final Memory memory = open(index, index);

  private Memory open(VectorIndex vectors, WordIndex words) {
    return new Memory(
        rows,
        vectors,
        words,
        embedder,
        new Secrets(),
        clock,
        new CountingIds("fact"),
        Memory.Options.DEFAULTS);
  }

  @AfterEach
  void close() {
    memory.close();
  }

  private Fact remember(Scope scope, Layer layer, String text) {
    return memory.remember(scope, layer, Fact.Kind.FACT, text, "", scope.user(), "");
  }

  private List<String> recalled(Scope scope, String query) {
    return memory.recall(scope, query, 10).stream()
        .map(recollection -> recollection.fact().text())
        .toList();
  }

  @Test
  void whatIsRememberedIsRecalledAtOnceByItsWords() {
    remember(ANA, Layer.USER, "The link budget of Acme is $500");
    assertThat(recalled(ANA, "budget of Acme").getFirst()).contains("$500");
  }

  @Test
  void layersAreSeenByThoseTheyBelongTo() {
    remember(ANA, Layer.USER, "tea is what John drinks");
    remember(ANA, Layer.SESSION, "tea was bought today");
    remember(ANA, Layer.ORGANISATION, "tea is free for everybody");
    assertThat(recalled(ANA, "tea")).hasSize(3);
    assertThat(recalled(ANA.withSession("other"), "tea"))
        .containsExactlyInAnyOrder("tea is what John drinks", "tea is free for everybody");
    assertThat(recalled(BOB, "tea")).containsExactly("tea is free for everybody");
    assertThat(recalled(new Scope("rival", "ana", "monday"), "tea")).isEmpty();
  }

  @Test
  void aSessionSlidesAndIsForgottenWhenItHasExpired() {
    remember(ANA, Layer.SESSION, "tea was bought today");
    clock.advance(Duration.ofHours(7));
    memory.write(FactStore.Batch.of(new Session("monday", "acme", "ana", clock.instant())));
    clock.advance(Duration.ofHours(7));
    assertThat(memory.expire(clock.instant())).isZero();
    assertThat(memory.session("acme", "ana", clock.instant()).id()).isEqualTo("monday");
    clock.advance(Duration.ofHours(2));
    assertThat(memory.expire(clock.instant())).isEqualTo(1);
    assertThat(recalled(ANA, "tea")).isEmpty();
    assertThat(memory.session("acme", "ana", clock.instant()).id()).isNotEqualTo("monday");
  }

  @Test
  void everybodyWhoAsksBeforeASessionIsWrittenGetsTheSame() {
    var first = memory.session("acme", "ana", clock.instant());
    assertThat(memory.session("acme", "ana", clock.instant())).isEqualTo(first);
    assertThat(memory.session("acme", "bob", clock.instant())).isNotEqualTo(first);
  }

  @Test
  void nothingOfAForgottenFactIsRecalled() {
    var fact = remember(ANA, Layer.USER, "tea is what John drinks");
    assertThat(memory.forget(BOB, Set.of(fact.id()))).isEmpty();
    assertThat(memory.forget(ANA, Set.of(fact.id(), "unknown"))).containsExactly(fact.id());
    assertThat(recalled(ANA, "tea")).isEmpty();
    assertThat(memory.facts(ANA, Layer.USER, "", 10)).isEmpty();
  }

  @Test
  void whatTheOrganisationKnowsIsNotForgottenByOneUser() {
    var fact = remember(ANA, Layer.ORGANISATION, "tea is free for everybody");
    assertThat(memory.forget(ANA, Set.of(fact.id()))).isEmpty();
    assertThat(recalled(BOB, "tea")).hasSize(1);
  }

  @Test
  void aRecollectionQuotesTheMessageItCameFrom() {
    memory.write(
        FactStore.Batch.of(
            new Message(
                "m1",
                ANA,
                Message.Role.USER,
                "ana",
                "cli",
                "m1",
                Trust.OWNER,
                Labels.NONE,
                "By the way, John drinks tea",
                clock.instant())));
    memory.remember(ANA, Layer.USER, Fact.Kind.FACT, "John drinks tea", "m1", "ana", "f1");
    memory.remember(ANA, Layer.USER, Fact.Kind.FACT, "John drinks tea", "m1", "ana", "f1");
    assertThat(memory.recall(ANA, "tea", 10))
        .singleElement()
        .satisfies(found -> {
          assertThat(found.quote()).isEqualTo("By the way, John drinks tea");
          assertThat(found.fact().source()).isEqualTo("m1");
          assertThat(found.score()).isPositive().isLessThanOrEqualTo(1);
        });
  }

  @Test
  void secretsAreMaskedBeforeTheyAreWritten() {
    var key = "ghp" + "_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8";
    var fact = remember(ANA, Layer.USER, "The token is " + key);
    assertThat(fact.text()).doesNotContain(key).contains("[masked");
    assertThat(rows.fact("acme", fact.id()).orElseThrow().text()).doesNotContain(key);
  }

  @Test
  void anIndexThatWasLostIsFilledFromTheRows() {
    remember(ANA, Layer.USER, "tea is what John drinks");
    var empty = new InMemoryIndex();
    try (var again = open(empty, empty)) {
      again.settle();
      assertThat(again.recall(ANA, "tea", 10)).hasSize(1);
    }
  }

  @Test
  void anIndexThatIsAheadOfItsRowsIsEmptiedFirst() {
    var ahead = new IndexFromTheFuture();
    try (var restored = open(ahead, ahead)) {
      assertThat(ahead.isCleared).isTrue();
      restored.remember(ANA, Layer.USER, Fact.Kind.FACT, "coffee is back", "", "ana", "");
      assertThat(restored.recall(ANA, "coffee", 10)).hasSize(1);
    }
  }

  @Test
  void theConversationAndEmptyTextsAreNotWritten() {
    assertThatThrownBy(() -> remember(ANA, Layer.CONVERSATION, "now")).isInstanceOf(Failure.class);
    assertThatThrownBy(() -> remember(ANA, Layer.USER, "  ")).isInstanceOf(Failure.class);
    assertThat(memory.recall(ANA, " ", 10)).isEmpty();
  }

  /// An index that has more than the rows: they were restored from an older backup.
  private static final class IndexFromTheFuture implements VectorIndex, WordIndex {
    private final InMemoryIndex index = new InMemoryIndex();
    private boolean isCleared;

    @Override
    public void apply(List<ChangeFeed.Change> changes) {
      if (isCleared) {
        index.apply(changes);
      }
    }

    @Override
    public long durableSeq() {
      return isCleared ? 0 : 1_000;
    }

    @Override
    public List<Hit> nearest(Selection selection, Vector vector, int limit) {
      return index.nearest(selection, vector, limit);
    }

    @Override
    public List<Hit> matching(Selection selection, String text, int limit) {
      return index.matching(selection, text, limit);
    }

    @Override
    public Health check() {
      return index.check();
    }

    @Override
    public void purge() {
      index.purge();
    }

    @Override
    public void clear() {
      isCleared = true;
    }

    @Override
    public void close() {
      index.close();
    }
  }
}
