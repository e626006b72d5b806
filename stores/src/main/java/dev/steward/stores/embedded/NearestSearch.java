package dev.steward.stores.embedded;

import dev.steward.core.Scope;
import dev.steward.core.memory.VectorIndex.Hit;
import dev.steward.core.model.Vector;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.DocAndFloatFeatureBuffer;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.VectorUtil;
import org.apache.lucene.util.hnsw.NeighborQueue;

/// Finds the facts nearest in meaning. A small audience's facts are all looked at; among those of a
/// large one the graph shows the way. Both go by vectors of 8 bits; the best are then scored with
/// the full ones.
final class NearestSearch {
  private static final int LOOKED_AT_ALL = 10_000;
  private static final int SPARE = 64;

  private final IndexView view;
  private final IndexSearcher searcher;
  private final String tenant;
  private final List<String> audiences;
  private final Query visible;
  private final float[] target;

  NearestSearch(IndexView view, Scope scope, Vector vector) {
    this.view = view;
    this.searcher = new IndexSearcher(view.reader());
    this.tenant = scope.tenant();
    this.audiences = FactFields.audiences(scope);
    this.visible = FactFields.visibleTo(audiences);
    this.target = vector.toArray();
  }

  List<Hit> best(int limit) throws IOException {
    var ofTail =
        view.tail().stream()
            .filter(entry -> entry.hasVector() && audiences.contains(entry.audience()))
            .map(entry -> new Hit(entry.fact(), cosine(entry.vector().toArray())))
            .toList();
    return view.best(tenant, limit, ofTail, this::documents);
  }

  private ScoreDoc[] documents(int count) throws IOException {
    int candidates = Math.min(view.reader().maxDoc(), 2 * count + SPARE);
    var found = audience() <= LOOKED_AT_ALL ? scan(candidates) : walk(candidates);
    Arrays.sort(found, Comparator.comparingInt(document -> document.doc));
    rescore(found);
    Arrays.sort(found, Comparator.comparingDouble((ScoreDoc document) -> -document.score));
    return Arrays.copyOf(found, Math.min(count, found.length));
  }

  /// How many documents may be seen, deleted ones included.
  private long audience() throws IOException {
    long documents = 0;
    for (var audience : audiences) {
      documents += view.reader().docFreq(FactFields.audienceTerm(audience));
    }
    return documents;
  }

  private ScoreDoc[] walk(int count) throws IOException {
    return searcher.search(
            new KnnFloatVectorQuery(FactFields.VECTOR, target, count, visible), count)
        .scoreDocs;
  }

  private ScoreDoc[] scan(int count) throws IOException {
    var weight = searcher.createWeight(searcher.rewrite(visible), ScoreMode.COMPLETE_NO_SCORES, 1);
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
    var vectors = leaf.reader().getFloatVectorValues(FactFields.VECTOR);
    var matching = weight.scorer(leaf);
    if (vectors == null || matching == null) {
      return;
    }
    var scores = vectors.scorer(target).bulk(matching.iterator());
    var buffer = new DocAndFloatFeatureBuffer();
    var live = leaf.reader().getLiveDocs();
    do {
      scores.nextDocsAndScores(DocIdSetIterator.NO_MORE_DOCS, live, buffer);
      for (int i = 0; i < buffer.size; i++) {
        best.insertWithOverflow(leaf.docBase + buffer.docs[i], buffer.features[i]);
      }
    } while (buffer.size > 0);
  }

  /// Puts the cosine in place of each score; the documents come in their order in the index.
  private void rescore(ScoreDoc[] documents) throws IOException {
    var leaves = searcher.getLeafContexts();
    for (int i = 0; i < documents.length; ) {
      var leaf = leaves.get(ReaderUtil.subIndex(documents[i].doc, leaves));
      int end = leaf.docBase + leaf.reader().maxDoc();
      var vectors = leaf.reader().getFloatVectorValues(FactFields.VECTOR);
      var position = vectors.iterator();
      for (; i < documents.length && documents[i].doc < end; i++) {
        position.advance(documents[i].doc - leaf.docBase);
        documents[i].score = cosine(vectors.vectorValue(position.index()));
      }
    }
  }

  private float cosine(float[] vector) {
    return VectorUtil.dotProduct(target, vector);
  }
}
