package dev.steward.stores.embedded;

import dev.steward.core.memory.EntryIndex.Hit;
import dev.steward.core.memory.Selection;
import dev.steward.core.model.Vector;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnByteVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.VectorUtil;
import org.apache.lucene.util.hnsw.NeighborQueue;

/// Finds the entries nearest in meaning. Those of a small selection are all looked at; among those
/// of a large one the graph shows the way. Both go by vectors of 8 bits; the best are then scored
/// with all 12.
final class NearestSearch {
  /// Where a selection is a small part of all, to look at this many takes no longer than to walk
  /// the graph, where most of what is met is not selected.
  private static final int LOOKED_AT_ALL = 10_000;

  /// Where a selection is most of all.
  private static final int LOOKED_AT_ALWAYS = 2_500;

  private static final int SMALL_PART = 4;
  private static final int SPARE = 64;

  private final IndexView view;
  private final IndexSearcher searcher;
  private final Selection selection;
  private final Vector vector;
  private final float[] target;
  private final byte[] coarseTarget;

  NearestSearch(IndexView view, Selection selection, Vector vector) {
    this.view = view;
    this.searcher = new IndexSearcher(view.reader());
    this.selection = selection;
    this.vector = vector;
    this.target = vector.toArray();
    this.coarseTarget = VectorCode.of(target).coarse();
  }

  List<Hit> best(int limit) throws IOException {
    var ofTail =
        view.tail(selection).stream()
            .filter(TailEntry.Present::hasVector)
            .map(present -> present.hit(present.vector().dot(vector)))
            .toList();
    var query = SelectionQuery.of(selection);
    return view.best(selection.scope().tenant(), limit, ofTail, count -> documents(query, count));
  }

  private ScoreDoc[] documents(Query selected, int count) throws IOException {
    int candidates = (int) Math.min(view.reader().maxDoc(), 2L * count + SPARE);
    var weight = searcher.createWeight(searcher.rewrite(selected), ScoreMode.COMPLETE_NO_SCORES, 1);
    var found = isSmall(weight) ? scan(weight, candidates) : walk(selected, candidates);
    Arrays.sort(found, Comparator.comparingInt(document -> document.doc));
    rescore(found);
    Arrays.sort(found, Comparator.comparingDouble((ScoreDoc document) -> -document.score));
    return Arrays.copyOf(found, Math.min(count, found.length));
  }

  private boolean isSmall(Weight weight) throws IOException {
    long selected = 0;
    for (var leaf : searcher.getLeafContexts()) {
      var supplier = weight.scorerSupplier(leaf);
      selected += supplier == null ? 0 : supplier.cost();
    }
    return selected <= LOOKED_AT_ALWAYS
        || (selected <= LOOKED_AT_ALL && selected * SMALL_PART <= view.reader().maxDoc());
  }

  private ScoreDoc[] walk(Query selected, int count) throws IOException {
    return searcher.search(
            new KnnByteVectorQuery(EntryFields.VECTOR, coarseTarget, count, selected), count)
        .scoreDocs;
  }

  private ScoreDoc[] scan(Weight weight, int count) throws IOException {
    var best = new NeighborQueue(count, false);
    for (var leaf : searcher.getLeafContexts()) {
      scan(leaf, weight, best);
    }
    var documents = new ScoreDoc[best.size()];
    for (int i = 0; i < documents.length; i++) {
      float score = best.topScore();
      documents[i] = new ScoreDoc(best.pop(), score);
    }
    return documents;
  }

  private void scan(LeafReaderContext leaf, Weight weight, NeighborQueue best) throws IOException {
    var vectors = leaf.reader().getByteVectorValues(EntryFields.VECTOR);
    var scorer = weight.scorer(leaf);
    if (vectors == null || scorer == null) {
      return;
    }
    var scales = DocValues.getNumeric(leaf.reader(), EntryFields.SCALE);
    var live = leaf.reader().getLiveDocs();
    var selected = scorer.iterator();
    var withVector = vectors.iterator();
    for (int document = selected.nextDoc(); document != DocIdSetIterator.NO_MORE_DOCS; ) {
      int found = withVector.docID() < document ? withVector.advance(document) : withVector.docID();
      if (found == DocIdSetIterator.NO_MORE_DOCS) {
        return;
      }
      if (found > document) {
        document = selected.advance(found);
        continue;
      }
      if ((live == null || live.get(document)) && scales.advanceExact(document)) {
        var coarse = vectors.vectorValue(withVector.index());
        float score = scale(scales.longValue()) * VectorUtil.dotProduct(coarseTarget, coarse);
        best.insertWithOverflow(leaf.docBase + document, score);
      }
      document = selected.nextDoc();
    }
  }

  /// Puts the cosine in place of each score; the documents come in their order in the index.
  private void rescore(ScoreDoc[] documents) throws IOException {
    var leaves = searcher.getLeafContexts();
    for (int i = 0; i < documents.length; ) {
      var leaf = leaves.get(ReaderUtil.subIndex(documents[i].doc, leaves));
      int end = leaf.docBase + leaf.reader().maxDoc();
      var vectors = leaf.reader().getByteVectorValues(EntryFields.VECTOR);
      var withVector = vectors.iterator();
      var scales = DocValues.getNumeric(leaf.reader(), EntryFields.SCALE);
      var rest = DocValues.getBinary(leaf.reader(), EntryFields.FINE);
      for (; i < documents.length && documents[i].doc < end; i++) {
        int document = documents[i].doc - leaf.docBase;
        withVector.advance(document);
        if (!scales.advanceExact(document) || !rest.advanceExact(document)) {
          throw new IOException("document " + document + " has half a vector");
        }
        var fine = rest.binaryValue();
        documents[i].score =
            VectorCode.dot(
                target,
                scale(scales.longValue()),
                vectors.vectorValue(withVector.index()),
                fine.bytes,
                fine.offset);
      }
    }
  }

  private static float scale(long bits) {
    return Float.intBitsToFloat((int) bits);
  }
}
