package dev.steward.testkit;

import static dev.steward.testkit.Memories.NOON;
import static dev.steward.testkit.Memories.batch;
import static dev.steward.testkit.Memories.session;
import static dev.steward.testkit.Memories.sessionFact;
import static dev.steward.testkit.Memories.userFact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.steward.core.memory.Fact;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.FactStore.Change;
import dev.steward.core.memory.FactStore.Embedded;
import dev.steward.core.model.Vector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What every [FactStore] promises about its changes and vectors, from which an index is fed.
public interface FactFeedContract {
  /// The store under test: empty when a test begins, and the same one throughout it.
  FactStore facts();

  @Test
  default void anEmptyStoreHasNoChanges() {
    assertThat(facts().lastChange()).isZero();
    assertThat(facts().changes(0, 10)).isEmpty();
  }

  @Test
  default void addedFactsAreChangesInTheOrderOfWriting() {
    var first = userFact("f1", "ana", NOON.plusSeconds(1));
    var second = userFact("f2", "ana", NOON);
    facts().write(batch(first, second));

    var changes = facts().changes(0, 10);

    assertThat(changes)
        .containsExactly(
            new Change.Put(1, first, "", Vector.NONE), new Change.Put(2, second, "", Vector.NONE));
    assertThat(facts().lastChange()).isEqualTo(2);
  }

  @Test
  default void whatChangedNothingIsNoChange() {
    facts().write(batch(userFact("f1", "ana", NOON)));
    var last = facts().lastChange();

    facts().write(batch(userFact("f1", "ana", NOON)));
    facts().write(batch(session("ana", "s1", NOON)));
    facts().forget("acme", Set.of("none"));
    facts().embed(List.of(embedded("none", "e5", 1)));

    assertThat(facts().lastChange()).isEqualTo(last);
    assertThat(facts().changes(last, 10)).isEmpty();
  }

  @Test
  default void aVectorIsAChangeOfItsFact() {
    var fact = userFact("f1", "ana", NOON);
    facts().write(batch(fact, userFact("f2", "ana", NOON)));

    facts().embed(List.of(embedded("f1", "e5", 1)));

    assertThat(facts().changes(2, 10))
        .containsExactly(new Change.Put(3, fact, "e5", Vector.of(1, -0.5f, 0.25f)));
  }

  @Test
  default void eachFactsLatestStateComesOnce() {
    facts().write(batch(userFact("f1", "ana", NOON), userFact("f2", "ana", NOON)));
    facts().embed(List.of(embedded("f1", "e5", 1)));
    facts().embed(List.of(embedded("f1", "e5", 2)));
    facts().forget("acme", Set.of("f2"));

    var changes = facts().changes(0, 10);

    assertThat(changes).hasSize(2);
    assertThat(changes.getFirst())
        .isInstanceOfSatisfying(
            Change.Put.class,
            put -> assertThat(put.vector()).isEqualTo(Vector.of(2, -0.5f, 0.25f)));
    assertThat(changes.getLast()).isEqualTo(new Change.Gone(facts().lastChange(), "acme", "f2"));
  }

  @Test
  default void forgottenAndExpiredFactsAreGone() {
    facts().write(batch(userFact("f1", "ana", NOON), sessionFact("f2", "ana", "s1", NOON)));
    facts().write(batch(session("ana", "s1", NOON)));
    facts().embed(List.of(embedded("f1", "e5", 1), embedded("f2", "e5", 1)));
    var before = facts().lastChange();

    facts().forget("acme", Set.of("f1"));
    facts().expireSessions(NOON.plusNanos(1));

    assertThat(facts().changes(before, 10))
        .containsExactly(
            new Change.Gone(before + 1, "acme", "f1"), new Change.Gone(before + 2, "acme", "f2"));
    assertThat(facts().changes(0, 10)).hasSize(2);
  }

  @Test
  default void aFactThatComesBackIsThereOnce() {
    var fact = userFact("f1", "ana", NOON);
    facts().write(batch(fact));
    facts().embed(List.of(embedded("f1", "e5", 1)));
    facts().forget("acme", Set.of("f1"));
    var forgotten = facts().lastChange();

    facts().write(batch(fact));

    assertThat(facts().changes(0, 10))
        .containsExactly(new Change.Put(facts().lastChange(), fact, "", Vector.NONE));
    assertThat(facts().lastChange()).isGreaterThan(forgotten);
  }

  @Test
  default void changesArePaged() {
    for (int i = 0; i < 25; i++) {
      facts().write(batch(userFact("f" + i, "ana", NOON)));
    }
    facts().forget("acme", Set.of("f3", "f7"));

    var seen = new ArrayList<Change>();
    var page = facts().changes(0, 10);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(10);
      seen.addAll(page);
      page = facts().changes(page.getLast().seq(), 10);
    }

    assertThat(seen).hasSize(25);
    assertThat(seen).extracting(Change::seq).isSorted().doesNotHaveDuplicates();
    assertThat(seen.getLast().seq()).isEqualTo(facts().lastChange());
  }

  @Test
  default void factsWithoutAVectorOfAnEmbedderComeOldestFirst() {
    facts()
        .write(
            batch(
                userFact("new", "ana", NOON.plusSeconds(1)),
                userFact("old", "ana", NOON),
                userFact("done", "ana", NOON)));
    facts().embed(List.of(embedded("done", "e5", 1)));

    assertThat(ids(facts().unembedded("e5", 10))).containsExactly("old", "new");
    assertThat(ids(facts().unembedded("e5", 1))).containsExactly("old");
    assertThat(ids(facts().unembedded("bge", 10))).containsExactly("old", "done", "new");

    facts().embed(List.of(embedded("old", "e5", 1), embedded("new", "bge", 1)));

    assertThat(ids(facts().unembedded("e5", 10))).containsExactly("new");
  }

  @Test
  default void aVectorOfAnotherEmbedderReplacesTheOldOne() {
    var fact = userFact("f1", "ana", NOON);
    facts().write(batch(fact));
    facts().embed(List.of(embedded("f1", "e5", 1)));

    facts().embed(List.of(embedded("f1", "bge", 2)));

    assertThat(facts().changes(0, 10))
        .containsExactly(new Change.Put(3, fact, "bge", Vector.of(2, -0.5f, 0.25f)));
    assertThat(ids(facts().unembedded("e5", 10))).containsExactly("f1");
  }

  @Test
  default void aVectorForAnotherTenantsFactIsPassedOver() {
    facts().write(batch(userFact("f1", "ana", NOON)));

    facts().embed(List.of(new Embedded("zeta", "f1", "e5", Vector.of(1))));

    assertThat(ids(facts().unembedded("e5", 10))).containsExactly("f1");
  }

  @Test
  default void aVectorKeepsItsDirection() {
    var components = new float[384];
    for (int i = 0; i < components.length; i++) {
      components[i] = (float) Math.sin(i * 0.7);
    }
    var vector = Vector.of(components).unit();
    facts().write(batch(userFact("f1", "ana", NOON)));
    facts().embed(List.of(new Embedded("acme", "f1", "e5", vector)));

    assertThat(facts().changes(0, 1).getFirst())
        .isInstanceOfSatisfying(
            Change.Put.class,
            put -> assertThat(put.vector().dot(vector)).isCloseTo(1.0, within(1e-5)));
  }

  @Test
  default void aReaderThatFollowsTheFeedMissesNothingOfManyWriters() {
    var followed = new HashSet<String>();
    var writing = new AtomicInteger(16);
    Together.run(
        17,
        thread -> {
          if (thread == 16) {
            follow(followed, writing);
          } else {
            try {
              for (int i = 0; i < 25; i++) {
                facts().write(batch(userFact(thread + "-" + i, "ana", NOON)));
              }
            } finally {
              writing.decrementAndGet();
            }
          }
          return true;
        });

    assertThat(followed).hasSize(400);
  }

  private void follow(Set<String> facts, AtomicInteger writing) {
    long seq = 0;
    boolean more;
    do {
      // Asked before the page is read: what is written after it is in a later page.
      more = writing.get() > 0;
      for (var change : facts().changes(seq, 50)) {
        assertThat(change.seq()).isGreaterThan(seq);
        seq = change.seq();
        if (change instanceof Change.Put put) {
          facts.add(put.fact().id());
          more = true;
        }
      }
    } while (more);
  }

  private static Embedded embedded(String fact, String embedder, float first) {
    return new Embedded("acme", fact, embedder, Vector.of(first, -0.5f, 0.25f));
  }

  private static List<String> ids(List<Fact> facts) {
    return facts.stream().map(Fact::id).toList();
  }
}
