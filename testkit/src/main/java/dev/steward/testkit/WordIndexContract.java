package dev.steward.testkit;

import static dev.steward.testkit.EntryIndexContract.fact;
import static dev.steward.testkit.EntryIndexContract.put;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.memory.ChangeFeed.Change;
import dev.steward.core.memory.EntryIndex.Hit;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.WordIndex;
import dev.steward.core.model.Vector;
import java.util.List;
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
