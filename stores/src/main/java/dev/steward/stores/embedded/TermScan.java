package dev.steward.stores.embedded;

import java.io.IOException;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.lucene.index.FilteredTermsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.MultiTermQuery;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.util.AttributeSource;
import org.apache.lucene.util.BytesRef;

/// Finds the documents with a facet within a range of terms that pass a test.
final class TermScan extends MultiTermQuery {
  private final FacetTerm.Range range;
  private final Object what;
  private final Predicate<BytesRef> test;

  /// @param what equal for tests that are equal
  TermScan(FacetTerm.Range range, Object what, Predicate<BytesRef> test) {
    super(Facets.FACET, CONSTANT_SCORE_BLENDED_REWRITE);
    this.range = range;
    this.what = what;
    this.test = test;
  }

  @Override
  protected TermsEnum getTermsEnum(Terms terms, AttributeSource attributes) throws IOException {
    return new FilteredTermsEnum(terms.iterator()) {
      {
        setInitialSeekTerm(range.lower());
      }

      @Override
      protected AcceptStatus accept(BytesRef term) {
        if (term.compareTo(range.upper()) >= 0) {
          return AcceptStatus.END;
        }
        return test.test(term) ? AcceptStatus.YES : AcceptStatus.NO;
      }
    };
  }

  @Override
  public void visit(QueryVisitor visitor) {
    visitor.visitLeaf(this);
  }

  @Override
  public String toString(String field) {
    return "terms: " + what;
  }

  @Override
  public boolean equals(Object other) {
    return sameClassAs(other)
        && other instanceof TermScan scan
        && scan.range.equals(range)
        && scan.what.equals(what);
  }

  @Override
  public int hashCode() {
    return Objects.hash(classHash(), range, what);
  }
}
