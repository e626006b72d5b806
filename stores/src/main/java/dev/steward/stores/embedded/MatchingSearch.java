package dev.steward.stores.embedded;

import dev.steward.core.memory.EntryIndex.Hit;
import dev.steward.core.memory.Selection;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity.SimScorer;
import org.apache.lucene.util.SmallFloat;
import org.jspecify.annotations.Nullable;

/// Finds the entries that match best by words, scored with BM25. How rare a word is and how long an
/// entry is usually is counted over Lucene and the tail together, so that an entry has about the
/// same score in either.
final class MatchingSearch {
  private static final int MOST_WORDS = 256;

  private final IndexView view;
  private final Searcher searcher;
  private final Selection selection;
  private final List<Term> terms;

  MatchingSearch(IndexView view, Selection selection, EnglishWords words, String text) {
    this.view = view;
    this.searcher = new Searcher(view);
    this.selection = selection;
    this.terms =
        words.count(text).keySet().stream()
            .limit(MOST_WORDS)
            .map(word -> new Term(EntryFields.TEXT, word))
            .toList();
  }

  List<Hit> best(int limit) throws IOException {
    if (terms.isEmpty()) {
      return List.of();
    }
    var query = query();
    return view.best(selection.scope().tenant(), limit, ofTail(), count -> documents(query, count));
  }

  private Query query() {
    var query = new BooleanQuery.Builder();
    terms.forEach(term -> query.add(new TermQuery(term), Occur.SHOULD));
    query.setMinimumNumberShouldMatch(1);
    return query.add(SelectionQuery.of(selection), Occur.FILTER).build();
  }

  private ScoreDoc[] documents(Query query, int count) throws IOException {
    return searcher.search(query, count).scoreDocs;
  }

  private List<Hit> ofTail() throws IOException {
    var scorers = new HashMap<String, SimScorer>();
    for (var term : terms) {
      var scorer = searcher.scorer(term);
      if (scorer != null) {
        scorers.put(term.text(), scorer);
      }
    }
    if (scorers.isEmpty()) {
      return List.of();
    }
    return view.tail(selection).stream()
        .map(entry -> entry.hit(score(entry, scorers)))
        .filter(hit -> hit.score() > 0)
        .toList();
  }

  private static double score(TailEntry.Present entry, Map<String, SimScorer> scorers) {
    long norm = SmallFloat.intToByte4(entry.length());
    double score = 0;
    for (var word : scorers.entrySet()) {
      var count = entry.words().get(word.getKey());
      if (count != null) {
        score += word.getValue().score(count, norm);
      }
    }
    return score;
  }

  /// Counts the tail's entries in.
  private static final class Searcher extends IndexSearcher {
    private final List<TailEntry.Present> tail;

    private Searcher(IndexView view) {
      super(view.reader());
      this.tail = view.tail();
    }

    /// What scores a word in the tail; null if no entry there has it.
    private @Nullable SimScorer scorer(Term term) throws IOException {
      var inTail = inTail(term);
      if (inTail.entries() == 0) {
        return null;
      }
      var reader = getIndexReader();
      return new BM25Similarity()
          .scorer(
              1,
              collectionStatistics(EntryFields.TEXT),
              inTail.plus(term, reader.docFreq(term), reader.totalTermFreq(term)));
    }

    @Override
    public TermStatistics termStatistics(Term term, int entries, long occurrences) {
      return inTail(term).plus(term, entries, occurrences);
    }

    private Occurrences inTail(Term term) {
      long entries = 0;
      long occurrences = 0;
      for (var entry : tail) {
        int count = entry.words().getOrDefault(term.text(), 0);
        occurrences += count;
        entries += count > 0 ? 1 : 0;
      }
      return new Occurrences(entries, occurrences);
    }

    private record Occurrences(long entries, long occurrences) {
      private TermStatistics plus(Term term, long moreEntries, long moreOccurrences) {
        return new TermStatistics(
            term.bytes(), entries + moreEntries, occurrences + moreOccurrences);
      }
    }

    @Override
    public @Nullable CollectionStatistics collectionStatistics(String field) throws IOException {
      var inLucene = super.collectionStatistics(field);
      var withWords = tail.stream().filter(entry -> entry.length() > 0).toList();
      if (withWords.isEmpty()) {
        return inLucene;
      }
      long occurrences = withWords.stream().mapToLong(TailEntry.Present::length).sum();
      long pairs = withWords.stream().mapToLong(entry -> entry.words().size()).sum();
      if (inLucene == null) {
        return new CollectionStatistics(
            field, withWords.size(), withWords.size(), occurrences, pairs);
      }
      return new CollectionStatistics(
          field,
          inLucene.maxDoc() + withWords.size(),
          inLucene.docCount() + withWords.size(),
          inLucene.sumTotalTermFreq() + occurrences,
          inLucene.sumDocFreq() + pairs);
    }
  }
}
