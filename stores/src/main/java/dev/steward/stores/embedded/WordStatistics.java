package dev.steward.stores.embedded;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity.SimScorer;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// Knows how rare a word is and how long an entry is usually, counted over Lucene and the tail
/// together, so that an entry has about the same score in either.
final class WordStatistics extends IndexSearcher {
  private final List<TailEntry.Present> tail;
  private @Nullable CollectionStatistics collection;

  WordStatistics(IndexView view) {
    super(view.reader());
    this.tail = view.tail();
  }

  /// Where a word occurs.
  ///
  /// @param entries how many have it
  /// @param times how often it occurs in all of them
  /// @param postings the documents that have it, and how often, by the number of their segment
  record Occurrences(
      BytesRef word, long entries, long times, Map<Integer, PostingsEnum> postings) {}

  Occurrences occurrences(String word) throws IOException {
    var bytes = new BytesRef(word);
    var postings = new HashMap<Integer, PostingsEnum>();
    long entries = 0;
    long times = 0;
    for (var leaf : getLeafContexts()) {
      var terms = leaf.reader().terms(EntryFields.TEXT);
      var found = terms == null ? null : terms.iterator();
      if (found != null && found.seekExact(bytes)) {
        entries += found.docFreq();
        times += found.totalTermFreq();
        postings.put(leaf.ord, found.postings(null, PostingsEnum.FREQS));
      }
    }
    for (var present : tail) {
      var count = present.words().get(word);
      if (count != null) {
        times += count;
        entries++;
      }
    }
    return new Occurrences(bytes, entries, times, postings);
  }

  /// What scores a word that some entry has.
  SimScorer scorer(Occurrences word) throws IOException {
    return new BM25Similarity()
        .scorer(1, collection(), new TermStatistics(word.word(), word.entries(), word.times()));
  }

  private CollectionStatistics collection() throws IOException {
    var known = collection;
    if (known == null) {
      known = count();
      collection = known;
    }
    return known;
  }

  private CollectionStatistics count() throws IOException {
    var inLucene = collectionStatistics(EntryFields.TEXT);
    var withWords = tail.stream().filter(present -> present.length() > 0).toList();
    long occurrences = withWords.stream().mapToLong(TailEntry.Present::length).sum();
    long pairs = withWords.stream().mapToLong(present -> present.words().size()).sum();
    if (inLucene == null) {
      return new CollectionStatistics(
          EntryFields.TEXT, withWords.size(), withWords.size(), occurrences, pairs);
    }
    return new CollectionStatistics(
        EntryFields.TEXT,
        inLucene.maxDoc() + withWords.size(),
        inLucene.docCount() + withWords.size(),
        inLucene.sumTotalTermFreq() + occurrences,
        inLucene.sumDocFreq() + pairs);
  }
}
