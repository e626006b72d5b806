package dev.steward.testkit;

import static dev.steward.testkit.EntryIndexContract.fact;
import static dev.steward.testkit.EntryIndexContract.put;
import static dev.steward.testkit.Memories.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.steward.core.Scope;
import dev.steward.core.memory.ChangeFeed.Change;
import dev.steward.core.memory.EntryIndex.Hit;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Filter;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.WordIndex;
import dev.steward.core.model.Vector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What every [WordIndex] promises.
public interface WordIndexContract
    extends EntryIndexContract<WordIndex>, IndexSelectionContract<WordIndex> {
  @Override
  default List<Hit> alike(WordIndex index, Selection selection, int limit) {
    return index.matching(selection, "tea", limit);
  }

  @Test
  default void rareWordsWeighMoreThanCommonOnes() {
    try (var index = open()) {
      index.apply(
          List.of(
              put(1, fact("f1", "meeting about taxes")),
              put(2, fact("f2", "meeting about paint")),
              put(3, fact("f3", "meeting about bread"))));

      var hits = index.matching(ANAS, "meeting bread", 10);

      assertThat(hits).extracting(hit -> hit.key().id()).startsWith("f3").contains("f1", "f2");
      assertThat(hits.get(0).score()).isGreaterThan(hits.get(1).score());
      assertThat(hits).allSatisfy(hit -> assertThat(hit.score()).isPositive());
    }
  }

  @Test
  default void whoSaidItAndWhenAreWordsToo() {
    try (var index = open()) {
      index.apply(
          List.of(
              put(1, Memories.message("m1", ANA, Instant.parse("2026-05-07T10:00:00Z"), "tea")),
              put(2, Memories.message("m2", ANA, Instant.parse("2026-06-01T10:00:00Z"), "cake"))));

      assertThat(found(index, "May")).containsExactly("m1");
      assertThat(found(index, "1 June 2026")).startsWith("m2");
      assertThat(found(index, "ana")).hasSize(2);
    }
  }

  @Test
  default void aFactIsFoundByTheNamesOfThoseItIsAboutThoughItsTextNamesNobody() {
    var train = "She only travels by night train";
    try (var index = open()) {
      index.apply(
          List.of(
              put(1, about(fact("f1", train), "Zoë", "Deutsche Bahn")),
              put(2, fact("f2", train)),
              put(3, about(fact("f3", "Ben met Zoë"), "Ben"))));

      assertThat(found(index, "What do you know of zoë?")).containsExactlyInAnyOrder("f1", "f3");
      assertThat(found(index, "Bahn")).containsExactly("f1");
      assertThat(found(index, "Ben")).containsExactly("f3");
    }
  }

  private static Fact about(Fact fact, String... entities) {
    return fact.with(new Fact.Claim(fact.subject(), "", fact.text(), Set.of(entities)));
  }

  @Test
  default void theWordsOfNeighboursCountForLessTheFurtherTheyAre() {
    try (var index = open()) {
      for (int i = 1; i <= 9; i++) {
        index.apply(List.of(said(i, "a thread", i, i == 5 ? "needle" : "hay")));
      }
      for (int i = 1; i <= 9; i++) {
        index.apply(List.of(said(20 + i, i < 5 ? "another" : "", i < 5 ? i : 0, "hay")));
      }

      var hits = index.matching(ANAS, "needle", 100);

      assertThat(hits)
          .extracting(hit -> hit.key().id())
          .containsExactly("m5", "m6", "m7", "m4", "m3");
      var whole = hits.getFirst().score();
      assertThat(hits)
          .extracting(hit -> hit.score() / whole)
          .usingElementComparator((one, other) -> Math.abs(one - other) < 1e-4 ? 0 : 1)
          .containsExactly(1.0, 0.7, 0.6, 0.5, 0.4);
    }
  }

  @Test
  default void aWordCountsOnceWhereItCountsMost() {
    try (var index = open()) {
      index.apply(
          List.of(
              said(1, "t", 1, "red"),
              said(2, "t", 2, "red"),
              said(3, "t", 3, "green"),
              said(4, "t", 4, "hay"),
              said(5, "t", 8, "red"),
              said(6, "u", 3, "red"),
              said(7, "", 0, "green")));

      var both = scores(index, "red green");
      var red = scores(index, "red");
      var green = scores(index, "green");
      double best = red.getOrDefault("m2", 0.0);

      assertThat(red.get("m1")).isCloseTo(best, within(1e-4));
      assertThat(red.get("m3")).isCloseTo(0.7 * best, within(1e-4));
      assertThat(red.get("m4")).isCloseTo(0.6 * best, within(1e-4));
      assertThat(red).doesNotContainKey("m7");
      assertThat(green).containsOnlyKeys("m1", "m2", "m3", "m4", "m7");
      for (var id : List.of("m1", "m2", "m3", "m4", "m5", "m6", "m7")) {
        assertThat(both.get(id))
            .isCloseTo(red.getOrDefault(id, 0.0) + green.getOrDefault(id, 0.0), within(1e-4));
      }
    }
  }

  @Test
  default void onlySelectedNeighboursCount() {
    try (var index = open()) {
      var bob = new Scope("acme", "bob", "s1");
      index.apply(
          List.of(
              said(1, "t", 1, "needle"),
              said(2, "t", 2, "hay"),
              new Change.Put(3, Memories.message("b1", bob, NOON, "hay"), "t", 2, Vector.NONE),
              new Change.Put(
                  4,
                  Memories.message("x", new Scope("zeta", "ana", "s1"), NOON, "hay"),
                  "t",
                  2,
                  Vector.NONE)));

      assertThat(found(index, "needle")).containsExactly("m1", "m2");
      assertThat(index.matching(Selection.recallable(bob, NOON), "needle", 10)).isEmpty();
      assertThat(index.matching(ANAS.withFilter(new Filter.Eq("id", "m2")), "needle", 10))
          .isEmpty();
    }
  }

  private static Change said(int number, String thread, long place, String text) {
    return new Change.Put(
        number, Memories.message("m" + number, ANA, NOON, text), thread, place, Vector.NONE);
  }

  private static Map<String, Double> scores(WordIndex index, String text) {
    return index.matching(ANAS, text, 100).stream()
        .collect(Collectors.toMap(hit -> hit.key().id(), Hit::score));
  }

  @Test
  default void manyThreadsAreMatchedAsOneByOne() {
    var random = new Random(3);
    var words = List.of("tea", "cake", "red", "green", "hay", "needle");
    var exact = new InMemoryIndex();
    try (var index = open()) {
      var changes = new ArrayList<Change>();
      for (int i = 1; i <= 1_200; i++) {
        int thread = random.nextInt(6);
        long place = thread == 0 ? 0 : 1 + random.nextInt(thread == 5 ? 1_000_000 : 150);
        var text = words.get(random.nextInt(6)) + " " + words.get(random.nextInt(6));
        changes.add(
            new Change.Put(
                i,
                Memories.message("m" + thread + "-" + place, ANA, NOON, text),
                thread == 0 ? "" : "t" + thread,
                place,
                Vector.NONE));
      }
      for (int i = 0; i < changes.size(); i += 100) {
        index.apply(changes.subList(i, i + 100));
        exact.apply(changes.subList(i, i + 100));
      }
      for (var query : List.of("tea", "red needle", "hay cake green", "tea cake red green hay")) {
        var expected =
            exact.matching(ANAS, query, 2_000).stream().map(Hit::key).collect(Collectors.toSet());

        var hits = index.matching(ANAS, query, 2_000);

        assertThat(hits).extracting(Hit::key).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(hits).extracting(Hit::score).isSortedAccordingTo(Comparator.reverseOrder());
      }
    }
  }

  @Test
  default void anEntryWithoutAVectorIsFound() {
    try (var index = open()) {
      index.apply(List.of(new Change.Put(1, fact("f1", "John likes tea"), "", 0, Vector.NONE)));

      assertThat(found(index, "tea")).containsExactly("f1");
    }
  }

  @Test
  default void theLatestTextCounts() {
    try (var index = open()) {
      index.apply(
          List.of(put(1, fact("f1", "John likes tea")), put(2, fact("f1", "John likes coffee"))));

      assertThat(found(index, "tea")).isEmpty();
      assertThat(found(index, "coffee")).containsExactly("f1");
    }
  }

  @Test
  default void aQueryWithoutWordsMatchesNothing() {
    try (var index = open()) {
      index.apply(List.of(put(1, fact("f1", "tea"))));

      for (var query : OddTexts.WITHOUT_WORDS) {
        assertThat(found(index, query)).as(query).isEmpty();
      }
      assertThat(found(index, "bulldozer")).isEmpty();
    }
  }

  @Test
  default void querySyntaxIsJustText() {
    try (var index = open()) {
      for (int i = 0; i < OddTexts.SYNTAX.size(); i++) {
        index.apply(List.of(put(i + 1, fact("f" + i, OddTexts.SYNTAX.get(i)))));
      }

      for (var query : OddTexts.SYNTAX) {
        assertThat(index.matching(ANAS, query, 100)).as(query).hasSize(OddTexts.SYNTAX.size());
      }
    }
  }

  @Test
  default void textsOfEveryScriptAreFoundByTheirWords() {
    try (var index = open()) {
      for (int i = 0; i < OddTexts.SCRIPTS.size(); i++) {
        index.apply(List.of(put(i + 1, fact("f" + i, OddTexts.SCRIPTS.get(i).text()))));
      }

      for (int i = 0; i < OddTexts.SCRIPTS.size(); i++) {
        var word = OddTexts.SCRIPTS.get(i).word();
        assertThat(found(index, word)).as(word).containsExactly("f" + i);
      }
    }
  }

  @Test
  default void numbersAndNamesAreWords() {
    try (var index = open()) {
      index.apply(
          List.of(
              put(1, fact("f1", "invoice 4711 is paid")),
              put(2, fact("f2", "invoice 4712 goes to Will"))));

      assertThat(found(index, "4711")).containsExactly("f1");
      assertThat(found(index, "WILL")).containsExactly("f2");
    }
  }

  @Test
  default void aMegabyteOfTextIsTaken() {
    try (var index = open()) {
      var words = new StringBuilder();
      for (int i = 0; words.length() < 1_000_000; i++) {
        words.append("word").append(i).append(' ');
      }
      index.apply(
          List.of(put(1, fact("f1", words + "needle")), put(2, fact("f2", "x".repeat(1_000_000)))));

      assertThat(found(index, "needle")).containsExactly("f1");
      assertThat(found(index, words.toString())).isNotEmpty();
    }
  }

  private static List<String> found(WordIndex index, String text) {
    return index.matching(ANAS, text, 10).stream().map(hit -> hit.key().id()).toList();
  }
}
