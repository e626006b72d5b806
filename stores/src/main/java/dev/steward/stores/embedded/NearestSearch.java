package dev.steward.stores.embedded;

import dev.steward.core.memory.EntryIndex.Hit;
import dev.steward.core.memory.Selection;
import dev.steward.core.model.Vector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.index.ByteVectorValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnByteVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.NumericUtils;

/// Finds the entries nearest in meaning. All that are selected are looked at, unless that takes
/// long; then segments that have a graph are searched along it. Both go by the coarse parts of
/// vectors; the best are then scored with the whole.
final class NearestSearch {
  /// About how long it takes to look at one vector of 384 dimensions, and at a block of them, in
  /// nanoseconds.
  private static final long ONE = 180;

  private static final long BLOCK = 25 * VectorBlocks.BLOCK;

  /// So many more than asked for are scored with their whole vectors, and a sixteenth.
  private static final int SPARE = 32;

  private final IndexView view;
  private final IndexSearcher searcher;
  private final Selection selection;
  private final Vector vector;
  private final float[] target;
  private final LuceneIndex.Options options;

  NearestSearch(IndexView view, Selection selection, Vector vector, LuceneIndex.Options options) {
    this.view = view;
    this.searcher = new IndexSearcher(view.reader());
    this.selection = selection;
    this.vector = vector;
    this.target = vector.toArray();
    this.options = options;
  }

  List<Hit> best(int limit) throws IOException {
    if (limit <= 0) {
      return List.of();
    }
    var hits = new ArrayList<Hit>();
    for (var present : view.tail(selection)) {
      if (present.hasVector()) {
        hits.add(present.hit(present.vector().dot(vector)));
      }
    }
    hits.addAll(ofLucene(limit));
    hits.sort(IndexView.BEST_FIRST);
    return List.copyOf(hits.subList(0, Math.min(limit, hits.size())));
  }

  private List<Hit> ofLucene(int limit) throws IOException {
    int all = view.reader().maxDoc();
    if (all == 0) {
      return List.of();
    }
    var query = SelectionQuery.of(selection);
    var weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
    int enough = (int) Math.min(all, limit + limit / 16L + SPARE);
    var scored =
        scored(
            isFastToScan(weight)
                ? scan(view.selected(selection), enough)
                : walkOrScan(query, weight, enough));
    Arrays.sort(scored);
    return hits(Arrays.copyOfRange(scored, Math.max(0, scored.length - limit), scored.length));
  }

  private boolean isFastToScan(Weight weight) throws IOException {
    long time = 0;
    for (var leaf : searcher.getLeafContexts()) {
      var supplier = weight.scorerSupplier(leaf);
      if (supplier != null) {
        var blocks = view.data(leaf).blocks();
        var each = supplier.cost() * ONE;
        time +=
            blocks == null
                ? each
                : Math.min(each, (blocks.vectors() / VectorBlocks.BLOCK + 1) * BLOCK);
      }
    }
    return time <= options.longestScan().toNanos();
  }

  private int[] walkOrScan(Query query, Weight weight, int enough) throws IOException {
    var walked = new HashSet<Integer>();
    var scanned = new ArrayList<Selected>();
    for (var leaf : searcher.getLeafContexts()) {
      var vectors = leaf.reader().getByteVectorValues(EntryFields.VECTOR);
      if (vectors != null && vectors.size() >= options.smallestGraph()) {
        walked.add(leaf.ord);
      } else {
        scanned.add(Selected.of(leaf, weight, view.snapshot()));
      }
    }
    return IntStream.concat(
            IntStream.of(scan(scanned, enough)),
            IntStream.of(walk(new OfSegments(query, walked), enough)))
        .toArray();
  }

  /// Asks the graph for more until enough are left that the tail doesn't replace.
  private int[] walk(Query among, int enough) throws IOException {
    int all = view.reader().maxDoc();
    var coarse = VectorCode.of(target).coarse();
    for (int count = enough; ; count = Math.min(all, 2 * count)) {
      var found =
          searcher.search(new KnnByteVectorQuery(EntryFields.VECTOR, coarse, count, among), count)
              .scoreDocs;
      var kept =
          Arrays.stream(found)
              .mapToInt(document -> document.doc)
              .filter(document -> !view.snapshot().replaces(document))
              .toArray();
      if (kept.length >= enough || found.length < count || count == all) {
        return kept;
      }
    }
  }

  private int[] scan(List<Selected> among, int enough) throws IOException {
    var scan = new VectorScan(target, enough);
    for (var selected : among) {
      var vectors = selected.leaf().reader().getByteVectorValues(EntryFields.VECTOR);
      if (vectors != null) {
        scan.look(selected, vectors, view.data(selected.leaf()));
      }
    }
    return scan.best();
  }

  /// The cosines of these documents, each together with its document.
  private long[] scored(int[] documents) throws IOException {
    Arrays.sort(documents);
    var scored = new long[documents.length];
    var leaves = searcher.getLeafContexts();
    for (int i = 0; i < documents.length; ) {
      var leaf = leaves.get(ReaderUtil.subIndex(documents[i], leaves));
      int end = leaf.docBase + leaf.reader().maxDoc();
      ByteVectorValues vectors = leaf.reader().getByteVectorValues(EntryFields.VECTOR);
      var ordinals = view.data(leaf).vectors();
      var scales = DocValues.getNumeric(leaf.reader(), EntryFields.SCALE);
      var rest = DocValues.getBinary(leaf.reader(), EntryFields.FINE);
      for (; i < documents.length && documents[i] < end; i++) {
        int document = documents[i] - leaf.docBase;
        if (!scales.advanceExact(document) || !rest.advanceExact(document)) {
          throw new IOException("document " + document + " has half a vector");
        }
        var fine = rest.binaryValue();
        scored[i] =
            Scored.of(
                documents[i],
                VectorCode.dot(
                    target,
                    Float.intBitsToFloat((int) scales.longValue()),
                    vectors.vectorValue(ordinals[document]),
                    fine.bytes,
                    fine.offset));
      }
    }
    return scored;
  }

  /// A document and its score in one number, the greater the better: thousands are sorted.
  private static final class Scored {
    static long of(int document, float score) {
      return (long) NumericUtils.floatToSortableInt(score) << Integer.SIZE | document;
    }

    static int document(long scored) {
      return (int) scored;
    }

    static float score(long scored) {
      return NumericUtils.sortableIntToFloat((int) (scored >> Integer.SIZE));
    }

    /// The same numbers by their documents.
    static long[] inOrder(long[] scored) {
      var inOrder = new long[scored.length];
      for (int i = 0; i < scored.length; i++) {
        inOrder[i] = Long.rotateLeft(scored[i], Integer.SIZE);
      }
      Arrays.sort(inOrder);
      for (int i = 0; i < scored.length; i++) {
        inOrder[i] = Long.rotateLeft(inOrder[i], Integer.SIZE);
      }
      return inOrder;
    }
  }

  private List<Hit> hits(long[] best) throws IOException {
    var inOrder = Scored.inOrder(best);
    var hits = new ArrayList<Hit>(best.length);
    var leaves = searcher.getLeafContexts();
    for (int i = 0; i < inOrder.length; ) {
      var leaf = leaves.get(ReaderUtil.subIndex(Scored.document(inOrder[i]), leaves));
      int end = leaf.docBase + leaf.reader().maxDoc();
      var documents = view.documents(leaf, selection.scope().tenant());
      for (; i < inOrder.length && Scored.document(inOrder[i]) < end; i++) {
        hits.add(
            documents.hit(Scored.document(inOrder[i]) - leaf.docBase, Scored.score(inOrder[i])));
      }
    }
    return hits;
  }
}
