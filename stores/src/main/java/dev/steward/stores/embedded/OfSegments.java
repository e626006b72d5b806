package dev.steward.stores.embedded;

import java.io.IOException;
import java.util.Set;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.FilterWeight;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;

/// A query that finds nothing but in some segments of a reader.
final class OfSegments extends Query {
  private final Query inner;
  private final Set<Integer> segments;

  /// @param segments the numbers of the segments
  OfSegments(Query inner, Set<Integer> segments) {
    this.inner = inner;
    this.segments = Set.copyOf(segments);
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost)
      throws IOException {
    return new FilterWeight(
        this, searcher.createWeight(searcher.rewrite(inner), scoreMode, boost)) {
      @Override
      public @Nullable ScorerSupplier scorerSupplier(LeafReaderContext context) throws IOException {
        return segments.contains(context.ord) ? in.scorerSupplier(context) : null;
      }

      @Override
      public boolean isCacheable(LeafReaderContext context) {
        return false;
      }
    };
  }

  @Override
  public void visit(QueryVisitor visitor) {
    visitor.visitLeaf(this);
  }

  @Override
  public String toString(String field) {
    return inner.toString(field) + " of segments " + segments;
  }

  @Override
  public boolean equals(Object other) {
    return sameClassAs(other)
        && other instanceof OfSegments of
        && of.inner.equals(inner)
        && of.segments.equals(segments);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * classHash() + inner.hashCode()) + segments.hashCode();
  }
}
