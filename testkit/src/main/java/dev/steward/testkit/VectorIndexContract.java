package dev.steward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.steward.core.Scope;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.FactStore.Change;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.VectorIndex;
import dev.steward.core.memory.VectorIndex.Hit;
import dev.steward.core.model.Vector;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What every [VectorIndex] promises.
public interface VectorIndexContract {
  /// The dimensions of the vectors that the contract works with.
  int DIMENSIONS = 4;

  /// The embedder whose vectors they are.
  String EMBEDDER = "axes-1";

  /// Opens the index of this test, with what an earlier one of it left behind.
  VectorIndex open(String embedder);

  Scope ANA = new Scope("acme", "ana", "s1");
  Vector NORTH = Vector.of(1, 0, 0, 0);
  Vector NORTH_EAST = Vector.of(1, 1, 0, 0).unit();
  Vector EAST = Vector.of(0, 1, 0, 0);

  @Test
  default void aFactIsFoundAsSoonAsItIsApplied() {
    try (var index = index()) {
      index.apply(List.of(put(1, fact("f1", "John likes tea"), NORTH)));

      assertThat(index.nearest(ANA, NORTH, 10)).extracting(Hit::fact).containsExactly("f1");
      assertThat(index.matching(ANA, "tea", 10)).extracting(Hit::fact).containsExactly("f1");
    }
  }

  @Test
  default void anEmptyIndexFindsNothing() {
    try (var index = index()) {
      assertThat(index.nearest(ANA, NORTH, 10)).isEmpty();
      assertThat(index.matching(ANA, "tea", 10)).isEmpty();
      assertThat(index.durableSeq()).isZero();
    }
  }

  @Test
  default void theNearestComeFirstScoredWithTheCosine() {
    try (var index = index()) {
      index.apply(
          List.of(
              put(1, fact("east", "one"), EAST),
              put(2, fact("north-east", "two"), NORTH_EAST),
              put(3, fact("north", "three"), NORTH)));

      var hits = index.nearest(ANA, NORTH, 10);

      assertThat(hits).extracting(Hit::fact).containsExactly("north", "north-east", "east");
      assertThat(hits.get(0).score()).isCloseTo(1, within(1e-3));
      assertThat(hits.get(1).score()).isCloseTo(Math.sqrt(0.5), within(1e-3));
      assertThat(hits.get(2).score()).isCloseTo(0, within(1e-3));
    }
  }

  @Test
  default void theOppositeDirectionHasANegativeScore() {
    try (var index = index()) {
      index.apply(List.of(put(1, fact("f1", "one"), Vector.of(-1, 0, 0, 0))));

      assertThat(index.nearest(ANA, NORTH, 1).getFirst().score()).isCloseTo(-1, within(1e-3));
    }
  }

  @Test
  default void rareWordsWeighMoreThanCommonOnes() {
    try (var index = index()) {
      index.apply(
          List.of(
              put(1, fact("f1", "meeting about taxes")),
              put(2, fact("f2", "meeting about paint")),
              put(3, fact("f3", "meeting about bread"))));

      var hits = index.matching(ANA, "meeting bread", 10);

      assertThat(hits).extracting(Hit::fact).startsWith("f3").contains("f1", "f2");
      assertThat(hits.get(0).score()).isGreaterThan(hits.get(1).score());
      assertThat(hits).allSatisfy(hit -> assertThat(hit.score()).isPositive());
    }
  }

  @Test
  default void noMoreIsFoundThanAskedFor() {
    try (var index = index()) {
      index.apply(
          LongStream.rangeClosed(1, 30)
              .<Change>mapToObj(i -> put(i, fact("f" + i, "tea " + i), NORTH))
              .toList());

      assertThat(index.nearest(ANA, NORTH, 7)).hasSize(7);
      assertThat(index.matching(ANA, "tea", 7)).hasSize(7);
      assertThat(index.nearest(ANA, NORTH, 0)).isEmpty();
      assertThat(index.matching(ANA, "tea", 0)).isEmpty();
      assertThat(index.nearest(ANA, NORTH, Integer.MAX_VALUE)).hasSize(30);
      assertThat(index.matching(ANA, "tea", Integer.MAX_VALUE)).hasSize(30);
    }
  }

  @Test
  default void aFactWithoutAVectorIsFoundByWordsOnly() {
    try (var index = index()) {
      index.apply(List.of(put(1, fact("f1", "John likes tea"))));

      assertThat(index.nearest(ANA, NORTH, 10)).isEmpty();
      assertThat(index.matching(ANA, "tea", 10)).extracting(Hit::fact).containsExactly("f1");
    }
  }

  @Test
  default void aVectorThatComesLaterMakesTheFactFoundByMeaningToo() {
    try (var index = index()) {
      index.apply(List.of(put(1, fact("f1", "John likes tea"))));
      index.apply(List.of(put(2, fact("f1", "John likes tea"), NORTH)));

      assertThat(index.nearest(ANA, NORTH, 10)).extracting(Hit::fact).containsExactly("f1");
      assertThat(index.matching(ANA, "tea", 10)).extracting(Hit::fact).containsExactly("f1");
      assertThat(index.check().facts()).isEqualTo(1);
    }
  }

  @Test
  default void aVectorOfAnotherEmbedderIsNotCompared() {
    try (var index = index()) {
      index.apply(List.of(new Change.Put(1, fact("f1", "John likes tea"), "other-2", NORTH)));

      assertThat(index.nearest(ANA, NORTH, 10)).isEmpty();
      assertThat(index.matching(ANA, "tea", 10)).hasSize(1);
    }
  }

  @Test
  default void theLatestStateOfAFactCounts() {
    try (var index = index()) {
      index.apply(
          List.of(
              put(1, fact("f1", "John likes tea"), NORTH),
              put(2, fact("f1", "John likes coffee"), EAST)));

      assertThat(index.matching(ANA, "tea", 10)).isEmpty();
      assertThat(index.matching(ANA, "coffee", 10)).hasSize(1);
      assertThat(index.nearest(ANA, EAST, 10).getFirst().score()).isCloseTo(1, within(1e-3));
    }
  }

  @Test
  default void aForgottenFactIsFoundNoMore() {
    try (var index = index()) {
      index.apply(
          List.of(put(1, fact("f1", "tea"), NORTH), put(2, fact("f2", "tea again"), NORTH)));
      index.apply(List.of(new Change.Gone(3, "acme", "f1"), new Change.Gone(4, "acme", "none")));

      assertThat(index.nearest(ANA, NORTH, 10)).extracting(Hit::fact).containsExactly("f2");
      assertThat(index.matching(ANA, "tea", 10)).extracting(Hit::fact).containsExactly("f2");
      assertThat(index.check().facts()).isEqualTo(1);
    }
  }

  @Test
  default void aForgottenFactMayComeBack() {
    try (var index = index()) {
      index.apply(
          List.of(
              put(1, fact("f1", "tea"), NORTH),
              new Change.Gone(2, "acme", "f1"),
              put(3, fact("f1", "tea"), NORTH)));

      assertThat(index.nearest(ANA, NORTH, 10)).hasSize(1);
    }
  }

  @Test
  default void forgettingLeavesAnotherTenantsFactOfTheSameIdAlone() {
    try (var index = index()) {
      var theirs = new Scope("other", "ana", "s1");
      index.apply(
          List.of(
              put(1, fact("f1", "tea"), NORTH),
              put(2, fact("f1", theirs, Layer.USER, "tea"), NORTH),
              new Change.Gone(3, "acme", "f1")));

      assertThat(index.nearest(ANA, NORTH, 10)).isEmpty();
      assertThat(index.nearest(theirs, NORTH, 10)).hasSize(1);
      assertThat(index.matching(theirs, "tea", 10)).hasSize(1);
    }
  }

  @Test
  default void changesThatItHasAlreadyArePassedOver() {
    try (var index = index()) {
      var put = put(1, fact("f1", "tea"), NORTH);
      index.apply(List.of(put));
      index.apply(List.of(put, new Change.Gone(2, "acme", "f1")));
      index.apply(List.of(put));

      assertThat(index.nearest(ANA, NORTH, 10)).isEmpty();
      assertThat(index.check().seq()).isEqualTo(2);
    }
  }

  @Test
  default void eachSeesTheirOwnAndTheOrganisationsFactsOnly() {
    try (var index = index()) {
      index.apply(
          List.of(
              put(1, fact("org", new Scope("acme", "", ""), Layer.ORGANISATION, "tea"), NORTH),
              put(2, fact("ana", new Scope("acme", "ana", ""), Layer.USER, "tea"), NORTH),
              put(3, fact("bob", new Scope("acme", "bob", ""), Layer.USER, "tea"), NORTH),
              put(4, fact("ana-s1", ANA, Layer.SESSION, "tea"), NORTH),
              put(5, fact("ana-s2", ANA.withSession("s2"), Layer.SESSION, "tea"), NORTH),
              put(6, fact("bob-s1", new Scope("acme", "bob", "s1"), Layer.SESSION, "tea"), NORTH),
              put(7, fact("orgX", new Scope("x", "", ""), Layer.ORGANISATION, "tea"), NORTH),
              put(8, fact("anaX", new Scope("x", "ana", ""), Layer.USER, "tea"), NORTH),
              put(9, fact("ana-s1X", new Scope("x", "ana", "s1"), Layer.SESSION, "tea"), NORTH)));

      assertSeen(index, ANA, "org", "ana", "ana-s1");
      assertSeen(index, ANA.withSession("s2"), "org", "ana", "ana-s2");
      assertSeen(index, ANA.withSession(""), "org", "ana");
      assertSeen(index, new Scope("acme", "bob", "s1"), "org", "bob", "bob-s1");
      assertSeen(index, new Scope("acme", "*", "*"), "org");
      assertSeen(index, new Scope("acme", "", ""), "org");
      assertSeen(index, new Scope("x", "ana", "s1"), "orgX", "anaX", "ana-s1X");
      assertSeen(index, new Scope("acm", "eana", "s1"));
      assertSeen(index, new Scope("*", "ana", "s1"));
    }
  }

  @Test
  default void namesThatRunIntoEachOtherAreKeptApart() {
    try (var index = index()) {
      var ab = new Scope("a", "b:c", "d");
      var abc = new Scope("a:b", "c", "d");
      index.apply(
          List.of(
              put(1, fact("c:x", ab, Layer.USER, "tea"), NORTH),
              put(2, fact("x", abc, Layer.USER, "tea"), NORTH),
              put(3, fact("b:x", new Scope("a", "b", "c:d"), Layer.SESSION, "tea"), NORTH)));

      assertSeen(index, ab, "c:x");
      assertSeen(index, abc, "x");
      assertSeen(index, new Scope("a", "b", "c:d"), "b:x");
    }
  }

  @Test
  default void aQueryWithoutWordsMatchesNothing() {
    try (var index = index()) {
      index.apply(List.of(put(1, fact("f1", "tea"))));

      for (var query : OddTexts.WITHOUT_WORDS) {
        assertThat(index.matching(ANA, query, 10)).as(query).isEmpty();
      }
    }
  }

  @Test
  default void wordsThatNobodyUsedMatchNothing() {
    try (var index = index()) {
      index.apply(List.of(put(1, fact("f1", "tea"), NORTH)));

      assertThat(index.matching(ANA, "bulldozer", 10)).isEmpty();
    }
  }

  @Test
  default void querySyntaxIsJustText() {
    try (var index = index()) {
      for (int i = 0; i < OddTexts.SYNTAX.size(); i++) {
        index.apply(List.of(put(i + 1, fact("f" + i, OddTexts.SYNTAX.get(i)), NORTH)));
      }

      for (var query : OddTexts.SYNTAX) {
        assertThat(index.matching(ANA, query, 100)).as(query).hasSize(OddTexts.SYNTAX.size());
      }
    }
  }

  @Test
  default void textsOfEveryScriptAreFoundByTheirWords() {
    try (var index = index()) {
      for (int i = 0; i < OddTexts.SCRIPTS.size(); i++) {
        index.apply(List.of(put(i + 1, fact("f" + i, OddTexts.SCRIPTS.get(i).text()))));
      }

      for (int i = 0; i < OddTexts.SCRIPTS.size(); i++) {
        assertThat(index.matching(ANA, OddTexts.SCRIPTS.get(i).word(), 10))
            .as(OddTexts.SCRIPTS.get(i).word())
            .extracting(Hit::fact)
            .containsExactly("f" + i);
      }
    }
  }

  @Test
  default void numbersAndNamesAreWords() {
    try (var index = index()) {
      index.apply(
          List.of(
              put(1, fact("f1", "invoice 4711 is paid")),
              put(2, fact("f2", "invoice 4712 goes to Will"))));

      assertThat(index.matching(ANA, "4711", 10)).extracting(Hit::fact).containsExactly("f1");
      assertThat(index.matching(ANA, "WILL", 10)).extracting(Hit::fact).containsExactly("f2");
    }
  }

  @Test
  default void aMegabyteOfTextIsTaken() {
    try (var index = index()) {
      var words = new StringBuilder();
      for (int i = 0; words.length() < 1_000_000; i++) {
        words.append("word").append(i).append(' ');
      }
      index.apply(
          List.of(
              put(1, fact("f1", words + "needle"), NORTH),
              put(2, fact("f2", "x".repeat(1_000_000)), EAST)));

      assertThat(index.matching(ANA, "needle", 10)).extracting(Hit::fact).containsExactly("f1");
      assertThat(index.matching(ANA, words.toString(), 10)).isNotEmpty();
      assertThat(index.nearest(ANA, EAST, 1)).extracting(Hit::fact).containsExactly("f2");
    }
  }

  @Test
  default void namesOfAnyLengthAreTaken() {
    try (var index = index()) {
      var user = new Scope("t".repeat(40_000), "u".repeat(40_000), "s".repeat(40_000));
      var id = "f".repeat(40_000);
      index.apply(List.of(put(1, fact(id, user, Layer.SESSION, "tea"), NORTH)));

      assertSeen(index, user, id);
      assertSeen(index, user.withSession("s".repeat(40_001)));
    }
  }

  @Test
  default void clearingLeavesNothingAndTakesEverythingAnew() {
    try (var index = index()) {
      var put = put(1, fact("f1", "tea"), NORTH);
      index.apply(List.of(put));
      index.clear();

      assertThat(index.nearest(ANA, NORTH, 10)).isEmpty();
      assertThat(index.matching(ANA, "tea", 10)).isEmpty();
      assertThat(index.durableSeq()).isZero();
      assertThat(index.check().facts()).isZero();

      index.apply(List.of(put));

      assertSeen(index, ANA, "f1");
    }
  }

  @Test
  default void whatWasClearedStaysAwayAfterOpening() {
    try (var index = index()) {
      index.apply(List.of(put(1, fact("f1", "tea"), NORTH)));
    }
    try (var index = index()) {
      index.clear();
    }
    try (var index = index()) {
      assertThat(index.durableSeq()).isZero();
      assertSeen(index, ANA);
    }
  }

  @Test
  default void afterOpeningTheLaterChangesCompleteIt() {
    var changes =
        List.of(
            put(1, fact("f1", "tea"), NORTH),
            put(2, fact("f2", "tea"), NORTH),
            new Change.Gone(3, "acme", "f1"),
            put(4, fact("f3", "tea"), NORTH));
    try (var index = index()) {
      index.apply(changes.subList(0, 2));
    }
    try (var index = index()) {
      assertThat(index.durableSeq()).isBetween(0L, 2L);
      index.apply(changes.stream().filter(c -> c.seq() > index.durableSeq()).toList());
      assertSeen(index, ANA, "f2", "f3");
    }
    try (var index = index()) {
      index.apply(changes.stream().filter(c -> c.seq() > index.durableSeq()).toList());
      assertSeen(index, ANA, "f2", "f3");
      assertThat(index.check().seq()).isEqualTo(4);
    }
  }

  @Test
  default void withAnotherEmbedderItStartsEmpty() {
    try (var index = index()) {
      index.apply(List.of(put(1, fact("f1", "tea"), NORTH)));
    }
    try (var index = open("other-2")) {
      assertThat(index.durableSeq()).isZero();
      assertSeen(index, ANA);

      index.apply(List.of(new Change.Put(2, fact("f1", "tea"), "other-2", EAST)));

      assertThat(index.nearest(ANA, EAST, 10)).hasSize(1);
    }
  }

  @Test
  default void itSaysHowManyFactsItHolds() {
    try (var index = index()) {
      index.apply(
          List.of(
              put(1, fact("f1", "tea"), NORTH),
              put(5, fact("f2", "coffee")),
              put(9, fact("f1", "tea again"), EAST)));

      var health = index.check();

      assertThat(health.sound()).isTrue();
      assertThat(health.facts()).isEqualTo(2);
      assertThat(health.seq()).isEqualTo(9);
    }
  }

  @Test
  default void searchesDuringWritesFindAllThatWasApplied() throws Exception {
    try (var index = index();
        var threads = Executors.newCachedThreadPool()) {
      index.apply(List.of(put(1, fact("f1", "tea"), NORTH)));
      var writer =
          threads.submit(() -> {
            for (int i = 2; i <= 60; i++) {
              index.apply(List.of(put(i, fact("f" + i, "tea"), NORTH)));
              assertThat(index.nearest(ANA, NORTH, 1_000)).hasSize(i);
            }
          });
      var readers =
          IntStream.range(0, 4)
              .mapToObj(_ ->
                  threads.submit(() -> {
                    int before = 1;
                    while (!writer.isDone()) {
                      int now = index.matching(ANA, "tea", 1_000).size();
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

  private VectorIndex index() {
    return open(EMBEDDER);
  }

  private static Fact fact(String id, String text) {
    return fact(id, ANA.withSession(""), Layer.USER, text);
  }

  private static Fact fact(String id, Scope scope, Layer layer, String text) {
    return Fact.of(
        id, scope, layer, Fact.Kind.FACT, "", text, "m-" + id, scope.user(), Instant.EPOCH);
  }

  private static Change put(long seq, Fact fact) {
    return new Change.Put(seq, fact, "", Vector.NONE);
  }

  private static Change put(long seq, Fact fact, Vector vector) {
    return new Change.Put(seq, fact, EMBEDDER, vector);
  }

  private static void assertSeen(VectorIndex index, Scope scope, String... facts) {
    var expected = List.of(facts);
    var byMeaning = index.nearest(scope, NORTH, 100).stream().map(Hit::fact).toList();
    var byWords = index.matching(scope, "tea", 100).stream().map(Hit::fact).toList();
    assertThat(byMeaning).as("by meaning").containsExactlyInAnyOrderElementsOf(expected);
    assertThat(byWords).as("by words").containsExactlyInAnyOrderElementsOf(expected);
  }
}
