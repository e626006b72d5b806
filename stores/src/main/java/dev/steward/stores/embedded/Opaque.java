package dev.steward.stores.embedded;

import java.io.IOException;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Weight;

/// A query whose parts are not counted: Lucene refuses queries of more than some parts in all.
final class Opaque extends Query {
  private final Query inner;

  Opaque(Query inner) {
    this.inner = inner;
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost)
      throws IOException {
    return searcher.createWeight(searcher.rewrite(inner), ScoreMode.COMPLETE_NO_SCORES, boost);
  }

  @Override
  public void visit(QueryVisitor visitor) {
    visitor.visitLeaf(this);
  }

  @Override
  public String toString(String field) {
    return inner.toString(field);
  }

  @Override
  public boolean equals(Object other) {
    return sameClassAs(other) && other instanceof Opaque opaque && opaque.inner.equals(inner);
  }

  @Override
  public int hashCode() {
    return 31 * classHash() + inner.hashCode();
  }
}
