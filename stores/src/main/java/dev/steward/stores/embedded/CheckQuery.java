package dev.steward.stores.embedded;

import dev.steward.core.memory.Filter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;

/// Finds the documents that meet a condition on one field by looking at the field's value in each.
final class CheckQuery extends Query {
  /// Where the value is kept.
  enum Source {
    TEXT(200),
    LONG(200),
    ID(5),
    CREATED(3),
    EXPIRES(3);

    private final float cost;

    Source(float cost) {
      this.cost = cost;
    }
  }

  private final String name;
  private final Filter condition;
  private final Source source;

  /// @param name the field that the condition is on
  CheckQuery(String name, Filter condition, Source source) {
    this.name = name;
    this.condition = condition;
    this.source = source;
  }

  private interface Value {
    /// The value in a document; null if there is none.
    @Nullable Object of(int document) throws IOException;
  }

  private DocIdSetIterator candidates(LeafReaderContext leaf) throws IOException {
    var reader = leaf.reader();
    return switch (source) {
      case TEXT, ID, CREATED -> DocIdSetIterator.all(reader.maxDoc());
      case LONG -> {
        var term = new Term(Facets.FACET, FacetTerm.isLong(name));
        var postings = reader.postings(term, PostingsEnum.NONE);
        yield postings == null ? DocIdSetIterator.empty() : postings;
      }
      case EXPIRES -> DocValues.getBinary(reader, EntryFields.EXPIRES);
    };
  }

  private Value value(LeafReaderContext leaf) throws IOException {
    var reader = leaf.reader();
    return switch (source) {
      case TEXT -> {
        var stored = reader.storedFields();
        yield document -> stored.document(document, Set.of(EntryFields.SAID)).get(EntryFields.SAID);
      }
      case LONG -> {
        var stored = reader.storedFields();
        yield document -> {
          var values = new ArrayList<Object>();
          for (var value : stored.document(document, Set.of(Facets.LONG)).getValues(Facets.LONG)) {
            values.addAll(Facets.read(name, value));
          }
          return values;
        };
      }
      case ID -> {
        var entries = DocValues.getBinary(reader, EntryFields.ENTRY);
        yield document ->
            entries.advanceExact(document) ? EntryName.id(entries.binaryValue()) : null;
      }
      case CREATED -> time(leaf, EntryFields.AT);
      case EXPIRES -> time(leaf, EntryFields.EXPIRES);
    };
  }

  private static Value time(LeafReaderContext leaf, String field) throws IOException {
    var times = DocValues.getBinary(leaf.reader(), field);
    return document -> times.advanceExact(document) ? Moment.of(times.binaryValue()) : null;
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) {
    return new ConstantScoreWeight(this, boost) {
      @Override
      public ScorerSupplier scorerSupplier(LeafReaderContext leaf) throws IOException {
        var candidates = candidates(leaf);
        var value = value(leaf);
        var checked =
            new TwoPhaseIterator(candidates) {
              @Override
              public boolean matches() throws IOException {
                var found = value.of(approximation.docID());
                return condition.test(_ -> found);
              }

              @Override
              public float matchCost() {
                return source.cost;
              }
            };
        return new DefaultScorerSupplier(new ConstantScoreScorer(score(), scoreMode, checked));
      }

      @Override
      public boolean isCacheable(LeafReaderContext leaf) {
        return true;
      }
    };
  }

  @Override
  public void visit(QueryVisitor visitor) {
    visitor.visitLeaf(this);
  }

  @Override
  public String toString(String field) {
    return condition.toString();
  }

  @Override
  public boolean equals(Object other) {
    return sameClassAs(other)
        && other instanceof CheckQuery check
        && check.condition.equals(condition)
        && check.source == source;
  }

  @Override
  public int hashCode() {
    return Objects.hash(classHash(), condition, source);
  }
}
