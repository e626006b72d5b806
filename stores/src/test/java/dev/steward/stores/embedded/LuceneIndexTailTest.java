package dev.steward.stores.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.steward.core.memory.ChangeFeed.Change;
import dev.steward.core.memory.Entry;
import dev.steward.core.model.Vector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.lucene.codecs.hnsw.HnswGraphProvider;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LuceneIndexTailTest {
  @TempDir private Path folder;

  @Test
  void itFindsWhatAnExactIndexFindsWhileChangesMoveToDisk() {
    try (var index = Indexes.open(folder, Indexes.DIMENSIONS, Indexes.EMBEDDER, 50)) {
      for (int i = 0; i < 750; i += 25) {
        index.apply(Indexes.changes(i, i + 25));
        if (i % 250 == 0) {
          assertThat(Indexes.found(index)).isEqualTo(Indexes.expected(i + 25));
        }
      }
      assertThat(Indexes.found(index)).isEqualTo(Indexes.expected(750));
    }
  }

  @Test
  void aFewChangesAreAppliedAgainRatherThanWrittenWhenItIsClosed() {
    try (var index = Indexes.writingAtClose(folder, 100)) {
      index.apply(Indexes.changes(0, 20));
    }
    try (var index = Indexes.writingAtClose(folder, 100)) {
      assertThat(index.durableSeq()).isZero();
      index.apply(Indexes.changes(0, 1_000));
    }
    try (var index = Indexes.writingAtClose(folder, 100)) {
      assertThat(index.durableSeq()).isEqualTo(1_000);
      assertThat(Indexes.found(index)).isEqualTo(Indexes.expected(1_000));
    }
  }

  @Test
  void aFactHasTheSameScoresInTheTailAndOnDisk(@TempDir Path other) {
    try (var tail = Indexes.withoutDisk(folder);
        var disk = Indexes.withoutTail(other)) {
      var changes =
          List.of(
              Indexes.put(1, "tea with John in Berlin", Vector.of(1, 0, 0, 0, 0, 0, 0, 0)),
              Indexes.put(2, "bread", Vector.of(0.6f, 0.8f, 0, 0, 0, 0, 0, 0)),
              Indexes.put(3, "tea, tea and more tea at noon", Vector.of(0, 1, 0, 0, 0, 0, 0, 0)));
      tail.apply(changes);
      disk.apply(changes);
      var north = Vector.of(1, 0, 0, 0, 0, 0, 0, 0);

      assertThat(tail.matching(Indexes.ANAS, "John drinks tea", 10))
          .isEqualTo(disk.matching(Indexes.ANAS, "John drinks tea", 10))
          .hasSize(2);
      var near = tail.nearest(Indexes.ANAS, north, 10);
      assertThat(Indexes.ids(near)).containsExactly("f1", "f2", "f3");
      for (int i = 0; i < 3; i++) {
        assertThat(disk.nearest(Indexes.ANAS, north, 10).get(i).score())
            .isCloseTo(near.get(i).score(), within(1e-3));
      }
    }
  }

  @Test
  void scoresInTheTailCountWhatIsOnDisk(@TempDir Path other) {
    var first = IntStream.rangeClosed(1, 20).mapToObj(i -> put(i, "tea")).toList();
    var later = List.of(put(21, "tea and bread"), put(22, "lamp"));
    try (var disk = Indexes.withoutTail(other)) {
      disk.apply(first);
      disk.apply(later);
      Indexes.withoutTail(folder).close();
      try (var before = Indexes.withoutTail(folder)) {
        before.apply(first);
      }
      try (var mixed = Indexes.withoutDisk(folder)) {
        mixed.apply(later);

        var hits = mixed.matching(Indexes.ANAS, "tea bread lamp", 30);
        var expected = disk.matching(Indexes.ANAS, "tea bread lamp", 30);
        assertThat(Indexes.ids(hits)).isEqualTo(Indexes.ids(expected)).hasSize(22);
        for (int i = 0; i < hits.size(); i++) {
          assertThat(hits.get(i).score()).isCloseTo(expected.get(i).score(), within(1e-4));
        }
      }
    }
  }

  private static Change put(long seq, String text) {
    return Indexes.put(seq, text, Vector.NONE);
  }

  @Test
  void asManyAreFoundAsAskedForWhenTheTailReplacesTheBest() {
    var north = Vector.of(1, 0, 0, 0, 0, 0, 0, 0);
    var east = Vector.of(0, 1, 0, 0, 0, 0, 0, 0);
    try (var disk = Indexes.withoutTail(folder)) {
      disk.apply(IntStream.rangeClosed(1, 60).mapToObj(i -> Indexes.put(i, "tea", north)).toList());
      disk.apply(
          IntStream.rangeClosed(61, 100).mapToObj(i -> Indexes.put(i, "tea time", east)).toList());
    }
    try (var index = Indexes.withoutDisk(folder)) {
      index.apply(
          IntStream.rangeClosed(1, 60)
              .<Change>mapToObj(i -> new Change.Gone(100 + i, Entry.Key.fact("acme", "f" + i)))
              .toList());

      assertThat(index.nearest(Indexes.ANAS, north, 10)).hasSize(10);
      assertThat(index.matching(Indexes.ANAS, "tea", 10)).hasSize(10);
      assertThat(index.nearest(Indexes.ANAS, north, 1_000)).hasSize(40);
      assertThat(index.check().entries()).isEqualTo(40);
    }
  }

  @Test
  void alongTheGraphTheNearestAreFoundAlmostExactly() {
    try (var index = Indexes.withGraph(folder, Indexes.DIMENSIONS, Indexes.EMBEDDER)) {
      var vectors = filled(index, 4_000);

      assertThat(found(index, vectors)).isGreaterThanOrEqualTo(195);
    }
  }

  @Test
  void whereASegmentIsTooSmallForAGraphItIsLookedAtBesideTheGraphsOfOthers() throws IOException {
    try (var index = Indexes.withGraphFrom(folder, 1_000)) {
      var vectors = filled(index, 4_000);
      vectors.addAll(filled(index, 300));

      assertThat(found(index, vectors)).isGreaterThanOrEqualTo(195);
    }
    try (var reader = DirectoryReader.open(FSDirectory.open(folder))) {
      assertThat(reader.leaves())
          .extracting(leaf -> leaf.reader().numDocs(), leaf -> graphOf(leaf.reader()))
          .containsExactly(tuple(4_000, 4_000), tuple(300, 0));
    }
  }

  /// How many vectors the graph of a segment connects.
  private static int graphOf(LeafReader segment) {
    try {
      var graphs =
          ((PerFieldKnnVectorsFormat.FieldsReader) ((CodecReader) segment).getVectorReader())
              .getFieldReader(EntryFields.VECTOR);
      var graph = ((HnswGraphProvider) graphs).getGraph(EntryFields.VECTOR);
      return graph == null ? 0 : graph.size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The vectors of so many more entries, added together.
  private static List<Vector> filled(LuceneIndex index, int count) {
    var random = new Random(count);
    var first = index.check().entries() + 1;
    var vectors = new ArrayList<Vector>();
    var changes = new ArrayList<Change>();
    for (long i = first; i < first + count; i++) {
      var vector = Indexes.vector(random);
      vectors.add(vector);
      changes.add(Indexes.put(i, "tea", vector));
    }
    index.apply(changes);
    return vectors;
  }

  /// How many are found of the ten nearest to each of twenty targets.
  private static int found(LuceneIndex index, List<Vector> vectors) {
    var random = new Random(3);
    int right = 0;
    for (int i = 0; i < 20; i++) {
      var target = Indexes.vector(random);
      var found = new HashSet<>(Indexes.ids(index.nearest(Indexes.ANAS, target, 10)));
      right +=
          (int)
              IntStream.range(0, vectors.size())
                  .boxed()
                  .sorted(
                      (a, b) -> Double.compare(dot(vectors, b, target), dot(vectors, a, target)))
                  .limit(10)
                  .filter(nearest -> found.contains("f" + (nearest + 1)))
                  .count();
    }
    return right;
  }

  private static double dot(List<Vector> vectors, int i, Vector target) {
    return vectors.get(i).dot(target);
  }

  @Test
  void manySearchWhileOneWrites() throws Exception {
    try (var index = Indexes.open(folder, Indexes.DIMENSIONS, Indexes.EMBEDDER, 20);
        var threads = Executors.newCachedThreadPool()) {
      var target = Indexes.vector(new Random(5));
      var writer =
          threads.submit(() -> {
            for (int i = 1; i <= 400; i++) {
              index.apply(List.of(Indexes.put(i, "tea " + i, target)));
            }
          });
      var searches =
          IntStream.range(0, 2)
              .mapToObj(_ ->
                  threads.submit(() -> {
                    int before = 0;
                    while (!writer.isDone()) {
                      int now = index.nearest(Indexes.ANAS, target, 5_000).size();
                      assertThat(now).isGreaterThanOrEqualTo(before);
                      assertThat(index.matching(Indexes.ANAS, "tea", 5_000))
                          .hasSizeGreaterThanOrEqualTo(now)
                          .doesNotHaveDuplicates();
                      before = now;
                    }
                  }))
              .toList();
      writer.get();
      for (var search : searches) {
        search.get();
      }

      assertThat(index.nearest(Indexes.ANAS, target, 5_000)).hasSize(400);
    }
  }

  @Test
  void vectorsThatCannotBeComparedAreLeftOut() {
    try (var index = Indexes.withoutTail(folder)) {
      index.apply(
          List.of(
              Indexes.put(1, "tea", Vector.of(1, 0)),
              Indexes.put(2, "tea", Vector.of(Float.NaN, 0, 0, 0, 0, 0, 0, 0)),
              Indexes.put(3, "tea", Vector.of(1, 0, 0, 0, 0, 0, 0, 0))));

      var north = Vector.of(1, 0, 0, 0, 0, 0, 0, 0);
      assertThat(Indexes.ids(index.nearest(Indexes.ANAS, north, 10))).containsExactly("f3");
      assertThat(index.matching(Indexes.ANAS, "tea", 10)).hasSize(3);
    }
  }

  @Test
  void aQueryOfAnotherSizeIsRefused() {
    try (var index = Indexes.withoutTail(folder)) {
      assertThatThrownBy(() -> index.nearest(Indexes.ANAS, Vector.of(1, 0), 10))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("2 dimensions");
      assertThat(index.nearest(Indexes.ANAS, Vector.NONE, 10)).isEmpty();
    }
  }

  @Test
  void wordsAreFoundInTheirOtherFormsAndQuestionWordsAreNot() {
    try (var index = Indexes.withoutTail(folder)) {
      index.apply(
          List.of(
              Indexes.put(1, "John prefers meetings in the morning", Vector.NONE),
              Indexes.put(2, "What did you do? Where and why?", Vector.NONE),
              Indexes.put(3, "Zoë's notes: re:invoice_final", Vector.NONE)));

      assertThat(Indexes.ids(index.matching(Indexes.ANAS, "What did John prefer?", 10)))
          .containsExactly("f1");
      assertThat(Indexes.ids(index.matching(Indexes.ANAS, "meeting", 10))).containsExactly("f1");
      assertThat(Indexes.ids(index.matching(Indexes.ANAS, "zoe", 10))).containsExactly("f3");
      assertThat(Indexes.ids(index.matching(Indexes.ANAS, "invoices", 10))).containsExactly("f3");
      assertThat(index.matching(Indexes.ANAS, "what did you do", 10)).isEmpty();
    }
  }

  @Test
  void aClosedIndexRefusesWork() {
    var index = Indexes.withoutTail(folder);
    index.close();
    index.close();

    assertThatThrownBy(() -> index.matching(Indexes.ANAS, "tea", 1))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> index.apply(List.of())).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(index::check).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(index::clear).isInstanceOf(IllegalStateException.class);
  }
}
