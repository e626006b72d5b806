package dev.steward.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.memory.ChangeFeed.Change;
import dev.steward.core.memory.Edition;
import dev.steward.core.memory.EntryIndex.Hit;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.Indexes;
import dev.steward.core.memory.Indexes.Opened;
import dev.steward.core.memory.Selection;
import dev.steward.core.model.Vector;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What all [Indexes] promise.
public interface IndexesContract {
  Edition FIRST = new Edition(1, "axes-1", 4);
  Edition SECOND = new Edition(2, "axes-2", 3);
  Edition THIRD = new Edition(3, "axes-1", 4);

  /// The indexes of this test, as whoever opens the memory the next time finds them.
  Indexes indexes();

  /// The rows of this test.
  FactStore rows();

  @Test
  default void atTheVeryBeginningThereIsNone() {
    assertThat(indexes().editions()).isEmpty();
  }

  @Test
  default void whatIsKeptIsThereTheNextTimeInItsOrder() {
    indexes().keep(List.of(SECOND, FIRST));
    assertThat(indexes().editions()).containsExactly(SECOND, FIRST);
    indexes().keep(List.of(FIRST, THIRD));
    assertThat(indexes().editions()).containsExactly(FIRST, THIRD);
  }

  @Test
  default void anEditionIsEmptyAtFirstAndKeepsWhatItWasGiven() {
    var tea = put(1, "tea");
    var indexes = indexes();
    indexes.keep(List.of(FIRST));
    var opened = indexes.open(FIRST);
    assertThat(opened.vectors().durableSeq()).isZero();
    assertThat(found(opened)).isEmpty();
    apply(opened, tea);
    assertThat(found(opened)).containsExactly("tea");
    close(opened);

    var again = indexes();
    again.keep(again.editions());
    var next = again.open(FIRST);
    apply(next, tea);
    assertThat(found(next)).containsExactly("tea");
    close(next);
  }

  @Test
  default void editionsAreNothingToEachOther() {
    var indexes = indexes();
    indexes.keep(List.of(FIRST, SECOND, THIRD));
    var first = indexes.open(FIRST);
    var second = indexes.open(SECOND);
    var third = indexes.open(THIRD);
    apply(first, put(1, "tea"));
    apply(third, put(1, "coffee"));

    assertThat(found(first)).containsExactly("tea");
    assertThat(found(third)).containsExactly("coffee");
    assertThat(second.words().check().entries()).isZero();
    assertThat(second.vectors().check().entries()).isZero();
    Stream.of(first, second, third).forEach(IndexesContract::close);
  }

  @Test
  default void whatIsNotKeptAnyMoreIsDeleted() {
    var indexes = indexes();
    indexes.keep(List.of(FIRST));
    var opened = indexes.open(FIRST);
    apply(opened, put(1, "tea"));
    close(opened);
    indexes.keep(List.of(THIRD));
    indexes.keep(List.of(THIRD, FIRST));

    var again = indexes.open(FIRST);
    assertThat(again.vectors().durableSeq()).isZero();
    assertThat(again.words().durableSeq()).isZero();
    assertThat(found(again)).isEmpty();
    close(again);
  }

  @Test
  default void anEditionMayTakeANumberAgainWithAnotherEmbedder() {
    var indexes = indexes();
    indexes.keep(List.of(FIRST));
    var opened = indexes.open(FIRST);
    apply(opened, put(1, "tea"));
    close(opened);
    var other = new Edition(1, "axes-2", 3);
    indexes.keep(List.of(other));

    var again = indexes.open(other);
    assertThat(again.vectors().check().entries()).isZero();
    close(again);
  }

  private Change put(long seq, String text) {
    var fact = Memories.fact(text, text);
    rows().write(FactStore.Batch.of(fact));
    return new Change.Put(seq, fact, "", 0, Vector.of(1, 0, 0, 0));
  }

  private static void apply(Opened opened, Change change) {
    Stream.of(opened.vectors(), opened.words())
        .distinct()
        .forEach(index -> index.apply(List.of(change)));
  }

  /// What is found both by words and by meaning.
  private static List<String> found(Opened opened) {
    var selection = Selection.recallable(Memories.ana("s1"), Memories.NOON);
    var near = opened.vectors().nearest(selection, Vector.of(1, 0, 0, 0), 10);
    var matching = opened.words().matching(selection, "tea coffee", 10);
    assertThat(keys(near)).isEqualTo(keys(matching));
    return keys(near);
  }

  private static List<String> keys(List<Hit> hits) {
    return hits.stream().map(hit -> hit.key().id()).toList();
  }

  private static void close(Opened opened) {
    Stream.of(opened.vectors(), opened.words()).distinct().forEach(index -> index.close());
  }
}
