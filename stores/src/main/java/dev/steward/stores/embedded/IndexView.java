package dev.steward.stores.embedded;

import dev.steward.core.memory.VectorIndex.Hit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;

/// What a search sees: Lucene and the tail at the same moment. What the tail has about a fact
/// replaces what Lucene has.
final class IndexView implements AutoCloseable {
  private static final Comparator<Hit> BEST_FIRST =
      Comparator.comparingDouble(Hit::score).reversed().thenComparing(Hit::fact);

  private final IndexReader reader;
  private final HotTail.Snapshot tail;

  /// Takes over one reference to the reader.
  IndexView(IndexReader reader, HotTail.Snapshot tail) {
    this.reader = reader;
    this.tail = tail;
  }

  /// A search in Lucene.
  interface LuceneSearch {
    /// The `count` best documents, best first; fewer only if there are no more.
    ScoreDoc[] best(int count) throws IOException;
  }

  IndexReader reader() {
    return reader;
  }

  List<TailEntry.Present> tail() {
    return tail.present();
  }

  /// The `limit` best of both.
  List<Hit> best(String tenant, int limit, List<Hit> ofTail, LuceneSearch search)
      throws IOException {
    var hits = new ArrayList<>(ofTail);
    hits.addAll(ofLucene(tenant, limit, search));
    hits.sort(BEST_FIRST);
    return List.copyOf(hits.subList(0, Math.min(limit, hits.size())));
  }

  /// Asks for more until enough are left that the tail doesn't replace.
  private List<Hit> ofLucene(String tenant, int limit, LuceneSearch search) throws IOException {
    int all = reader.maxDoc();
    for (int count = Math.min(limit, all); count > 0; ) {
      var found = search.best(count);
      var kept = kept(tenant, found);
      if (kept.size() >= limit || found.length < count || count == all) {
        return kept;
      }
      count = Math.min(all, 2 * (count + found.length - kept.size()));
    }
    return List.of();
  }

  private List<Hit> kept(String tenant, ScoreDoc[] found) throws IOException {
    var kept = new ArrayList<Hit>(found.length);
    for (var document : found) {
      var fact = fact(document.doc);
      if (!tail.replaces(FactFields.key(tenant, fact))) {
        kept.add(new Hit(fact, document.score));
      }
    }
    return kept;
  }

  private String fact(int document) throws IOException {
    var leaves = reader.leaves();
    var leaf = leaves.get(ReaderUtil.subIndex(document, leaves));
    var facts = DocValues.getBinary(leaf.reader(), FactFields.FACT);
    if (!facts.advanceExact(document - leaf.docBase)) {
      throw new IOException("document " + document + " names no fact");
    }
    return facts.binaryValue().utf8ToString();
  }

  /// How many facts there are.
  long facts() throws IOException {
    var keys = List.copyOf(tail.entries().keySet());
    int replaced = new IndexSearcher(reader).count(FactFields.keys(keys));
    return (long) reader.numDocs() - replaced + tail.present().size();
  }

  /// Gives back a reference to a reader.
  static void release(IndexReader reader) {
    try {
      reader.decRef();
    } catch (IOException e) {
      throw new UncheckedIOException("a file of the index could not be closed", e);
    }
  }

  @Override
  public void close() {
    release(reader);
  }
}
