package dev.steward.stores.embedded;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.TermsEnum;
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

  /// What reads each segment's words; the documents of the word looked up last, and whether there
  /// are any. Null until it is read.
  private final @Nullable TermsEnum[] words;

  private final @Nullable PostingsEnum[] documents;
  private final boolean[] has;
  private @Nullable CollectionStatistics collection;

  WordStatistics(IndexView view) {
    super(view.reader());
    this.tail = view.tail();
    this.words = new TermsEnum[getLeafContexts().size()];
    this.documents = new PostingsEnum[words.length];
    this.has = new boolean[words.length];
  }

  /// Where a word occurs.
  ///
  /// @param entries how many have it
  /// @param times how often it occurs in all of them
  record Occurrences(BytesRef word, long entries, long times) {}

  /// Looks a word up; [#documents] are then its own.
  Occurrences occurrences(String word) throws IOException {
    var bytes = new BytesRef(word);
    long entries = 0;
    long times = 0;
    for (var leaf : getLeafContexts()) {
      var found = words(leaf);
      if (found != null && found.seekExact(bytes)) {
        entries += found.docFreq();
        times += found.totalTermFreq();
        documents[leaf.ord] = found.postings(documents[leaf.ord], PostingsEnum.FREQS);
        has[leaf.ord] = true;
      } else {
        has[leaf.ord] = false;
      }
    }
    for (var present : tail) {
      var count = present.words().get(word);
      if (count != null) {
        times += count;
        entries++;
      }
    }
    return new Occurrences(bytes, entries, times);
  }

  private @Nullable TermsEnum words(LeafReaderContext leaf) throws IOException {
    if (words[leaf.ord] == null) {
      var terms = leaf.reader().terms(EntryFields.TEXT);
      words[leaf.ord] = terms == null ? null : terms.iterator();
    }
    return words[leaf.ord];
  }

  /// The documents of a segment that have the word looked up last, and how often; null if none has.
  @Nullable PostingsEnum documents(LeafReaderContext leaf) {
    return has[leaf.ord] ? documents[leaf.ord] : null;
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
