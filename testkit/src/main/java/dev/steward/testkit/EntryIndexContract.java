package dev.steward.testkit;

import static dev.steward.testkit.Memories.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.Scope;
import dev.steward.core.memory.ChangeFeed.Change;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.EntryIndex;
import dev.steward.core.memory.EntryIndex.Hit;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Selection;
import dev.steward.core.model.Vector;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What every [EntryIndex] promises, whatever it finds entries by.
public interface EntryIndexContract<I extends EntryIndex> {
  /// The dimensions of the vectors that the contract works with.
  int DIMENSIONS = 4;

  Scope ANA = new Scope("acme", "ana", "s1");
  Vector NORTH = Vector.of(1, 0, 0, 0);
  Selection ANAS = Selection.recallable(ANA, NOON);

  /// Opens the index of this test, with what an earlier one of it left behind.
  I open();

  /// The selected ones of entries that are all alike: with the word `tea` and a vector to the
  /// north.
  List<Hit> alike(I index, Selection selection, int limit);

  @Test
  default void anEntryIsFoundAsSoonAsItIsApplied() {
    try (var index = open()) {
      var message = Memories.message("m1", ANA, NOON.minusSeconds(5), "tea");
      index.apply(
          List.of(
              new Change.Put(1, message, "a thread", 7, NORTH), put(2, fact("f1", "John's tea"))));

      var hits = alike(index, ANAS, 10);

      assertThat(hits)
          .extracting(Hit::key)
          .containsExactlyInAnyOrder(Entry.Key.message("acme", "m1"), Entry.Key.fact("acme", "f1"));
      assertThat(hits)
          .filteredOn(hit -> hit.key().id().equals("m1"))
          .singleElement()
          .satisfies(hit -> {
            assertThat(hit.thread()).isEqualTo("a thread");
            assertThat(hit.place()).isEqualTo(7);
            assertThat(hit.at()).isEqualTo(NOON.minusSeconds(5));
          });
      assertThat(hits)
          .filteredOn(hit -> hit.key().id().equals("f1"))
          .singleElement()
          .satisfies(hit -> {
            assertThat(hit.thread()).isEmpty();
            assertThat(hit.place()).isZero();
            assertThat(hit.at()).isEqualTo(Instant.EPOCH);
          });
    }
  }

  @Test
  default void anEmptyIndexFindsNothing() {
    try (var index = open()) {
      assertThat(alike(index, ANAS, 10)).isEmpty();
      assertThat(index.durableSeq()).isZero();
      assertThat(index.check().sound()).isTrue();
    }
  }

  @Test
  default void noMoreIsFoundThanAskedFor() {
    try (var index = open()) {
      index.apply(
          LongStream.rangeClosed(1, 30)
              .<Change>mapToObj(i -> put(i, fact("f" + i, "tea " + i)))
              .toList());

      assertThat(alike(index, ANAS, 7)).hasSize(7);
      assertThat(alike(index, ANAS, 0)).isEmpty();
      assertThat(alike(index, ANAS, Integer.MAX_VALUE)).hasSize(30);
    }
  }

  @Test
  default void anEntryThatIsGoneIsFoundNoMore() {
    try (var index = open()) {
      index.apply(List.of(put(1, fact("f1", "tea")), put(2, fact("f2", "tea again"))));
      index.apply(
          List.of(
              new Change.Gone(3, Entry.Key.fact("acme", "f1")),
              new Change.Gone(4, Entry.Key.message("acme", "f2")),
              new Change.Gone(5, Entry.Key.fact("acme", "none"))));
      index.purge();

      assertFound(index, ANAS, "f2");
      assertThat(index.check().entries()).isEqualTo(1);
    }
  }

  @Test
  default void anEntryThatWasGoneMayComeBack() {
    try (var index = open()) {
      index.apply(
          List.of(
              put(1, fact("f1", "tea")),
              new Change.Gone(2, Entry.Key.fact("acme", "f1")),
              put(3, fact("f1", "tea"))));
      index.purge();

      assertFound(index, ANAS, "f1");
    }
  }

  @Test
  default void whatIsGoneLeavesAnotherTenantsEntryOfTheSameIdAlone() {
    try (var index = open()) {
      var theirs = new Scope("other", "ana", "s1");
      index.apply(
          List.of(
              put(1, fact("f1", "tea")),
              put(2, fact("f1", theirs.withSession(""), Layer.USER)),
              put(3, Memories.message("f1", ANA, NOON, "tea")),
              new Change.Gone(4, Entry.Key.fact("acme", "f1"))));

      assertThat(alike(index, ANAS, 10))
          .extracting(Hit::key)
          .containsExactly(Entry.Key.message("acme", "f1"));
      assertFound(index, Selection.recallable(theirs, NOON), "f1");
    }
  }

  @Test
  default void changesThatItHasAlreadyArePassedOver() {
    try (var index = open()) {
      var put = put(1, fact("f1", "tea"));
      index.apply(List.of(put));
      index.apply(List.of(put, new Change.Gone(2, Entry.Key.fact("acme", "f1"))));
      index.apply(List.of(put));
      index.apply(List.of());

      assertFound(index, ANAS);
      assertThat(index.check().seq()).isEqualTo(2);
    }
  }

  @Test
  default void eachSeesTheirOwnAndTheOrganisationsEntriesOnly() {
    try (var index = open()) {
      index.apply(
          List.of(
              put(1, fact("org", new Scope("acme", "", ""), Layer.ORGANISATION)),
              put(2, fact("ana", new Scope("acme", "ana", ""), Layer.USER)),
              put(3, fact("bob", new Scope("acme", "bob", ""), Layer.USER)),
              put(4, fact("ana-s1", ANA, Layer.SESSION)),
              put(5, fact("ana-s2", ANA.withSession("s2"), Layer.SESSION)),
              put(6, fact("bob-s1", new Scope("acme", "bob", "s1"), Layer.SESSION)),
              put(7, fact("orgX", new Scope("x", "", ""), Layer.ORGANISATION)),
              put(8, fact("anaX", new Scope("x", "ana", ""), Layer.USER)),
              put(9, fact("ana-s1X", new Scope("x", "ana", "s1"), Layer.SESSION)),
              put(10, Memories.message("said", ANA.withSession("s2"), NOON, "tea")),
              put(11, Memories.message("bobs", new Scope("acme", "bob", "s1"), NOON, "tea"))));

      assertFound(index, ANAS, "org", "ana", "ana-s1", "said");
      assertSeen(index, ANA.withSession("s2"), "org", "ana", "ana-s2", "said");
      assertSeen(index, ANA.withSession(""), "org", "ana", "said");
      assertSeen(index, new Scope("acme", "bob", "s1"), "org", "bob", "bob-s1", "bobs");
      assertSeen(index, new Scope("acme", "*", "*"), "org");
      assertSeen(index, new Scope("acme", "", ""), "org");
      assertSeen(index, new Scope("x", "ana", "s1"), "orgX", "anaX", "ana-s1X");
      assertSeen(index, new Scope("acm", "eana", "s1"));
      assertSeen(index, new Scope("*", "ana", "s1"));
      assertThat(alike(index, ANAS.withReach(Selection.Reach.TENANT), 100)).hasSize(8);
    }
  }

  private void assertSeen(I index, Scope scope, String... entries) {
    assertFound(index, Selection.recallable(scope, NOON), entries);
  }

  @Test
  default void namesThatRunIntoEachOtherAreKeptApart() {
    try (var index = open()) {
      var ab = new Scope("a", "b:c", "");
      var abc = new Scope("a:b", "c", "");
      index.apply(
          List.of(
              put(1, fact("c:x", ab, Layer.USER)),
              put(2, fact("x", abc, Layer.USER)),
              put(3, fact("b:x", new Scope("a", "b", "c:d"), Layer.SESSION))));

      assertSeen(index, ab, "c:x");
      assertSeen(index, abc, "x");
      assertSeen(index, new Scope("a", "b", "c:d"), "b:x");
    }
  }

  @Test
  default void namesOfAnyLengthAreTaken() {
    try (var index = open()) {
      var user = new Scope("t".repeat(40_000), "u".repeat(40_000), "s".repeat(40_000));
      var id = "f".repeat(40_000);
      index.apply(List.of(put(1, fact(id, user, Layer.SESSION))));

      assertSeen(index, user, id);
      assertSeen(index, user.withSession("s".repeat(40_001)));
    }
  }

  @Test
  default void clearingLeavesNothingAndTakesEverythingAnew() {
    try (var index = open()) {
      var put = put(1, fact("f1", "tea"));
      index.apply(List.of(put));
      index.clear();

      assertFound(index, ANAS);
      assertThat(index.durableSeq()).isZero();
      assertThat(index.check().entries()).isZero();

      index.apply(List.of(put));

      assertFound(index, ANAS, "f1");
    }
  }

  @Test
  default void whatWasClearedStaysAwayAfterOpening() {
    try (var index = open()) {
      index.apply(List.of(put(1, fact("f1", "tea"))));
    }
    try (var index = open()) {
      index.clear();
    }
    try (var index = open()) {
      assertThat(index.durableSeq()).isZero();
      assertFound(index, ANAS);
    }
  }

  @Test
  default void afterOpeningTheLaterChangesCompleteIt() {
    var changes =
        List.of(
            put(1, fact("f1", "tea")),
            put(2, fact("f2", "tea")),
            new Change.Gone(3, Entry.Key.fact("acme", "f1")),
            put(4, fact("f3", "tea")));
    try (var index = open()) {
      index.apply(changes.subList(0, 2));
    }
    try (var index = open()) {
      assertThat(index.durableSeq()).isBetween(0L, 2L);
      index.apply(changes.stream().filter(c -> c.seq() > index.durableSeq()).toList());
      assertFound(index, ANAS, "f2", "f3");
    }
    try (var index = open()) {
      index.apply(changes.stream().filter(c -> c.seq() > index.durableSeq()).toList());
      assertFound(index, ANAS, "f2", "f3");
      assertThat(index.check().seq()).isEqualTo(4);
    }
  }

  @Test
  default void itSaysHowManyEntriesItHolds() {
    try (var index = open()) {
      index.apply(
          List.of(
              put(1, fact("f1", "tea")),
              put(5, fact("f2", "coffee")),
              put(7, Memories.message("f1", ANA, NOON, "tea")),
              put(9, fact("f1", "tea again"))));

      var health = index.check();

      assertThat(health.sound()).isTrue();
      assertThat(health.entries()).isEqualTo(3);
      assertThat(health.seq()).isEqualTo(9);
    }
  }

  @Test
  default void searchesDuringWritesFindAllThatWasApplied() throws Exception {
    try (var index = open();
        var threads = Executors.newCachedThreadPool()) {
      index.apply(List.of(put(1, fact("f1", "tea"))));
      var writer =
          threads.submit(() -> {
            for (int i = 2; i <= 60; i++) {
              index.apply(List.of(put(i, fact("f" + i, "tea"))));
              assertThat(alike(index, ANAS, 1_000)).hasSize(i);
            }
          });
      var readers =
          IntStream.range(0, 4)
              .mapToObj(_ ->
                  threads.submit(() -> {
                    int before = 1;
                    while (!writer.isDone()) {
                      int now = alike(index, ANAS, 1_000).size();
                      assertThat(now).isGreaterThanOrEqualTo(before);
                      before = now;
                    }
                  }))
              .toList();

      writer.get();
      for (var reader : readers) {
        reader.get();
      }
    }
  }

  private void assertFound(I index, Selection selection, String... entries) {
    assertThat(alike(index, selection, 100))
        .extracting(hit -> hit.key().id())
        .containsExactlyInAnyOrder(entries);
  }

  static Change put(long seq, Entry entry) {
    return new Change.Put(seq, entry, "", 0, NORTH);
  }

  /// A fact of ana's.
  static Fact fact(String id, String text) {
    return Fact.of(
        id,
        ANA.withSession(""),
        Layer.USER,
        Fact.Kind.FACT,
        "",
        text,
        "m-" + id,
        "ana",
        Instant.EPOCH);
  }

  private static Fact fact(String id, Scope scope, Layer layer) {
    return Fact.of(
        id, scope, layer, Fact.Kind.FACT, "", "tea", "m-" + id, scope.user(), Instant.EPOCH);
  }
}
