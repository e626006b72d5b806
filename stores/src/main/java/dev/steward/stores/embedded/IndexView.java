package dev.steward.stores.embedded;

import dev.steward.core.memory.EntryIndex.Hit;
import dev.steward.core.memory.Selection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;

/// What a search sees: Lucene and the tail at the same moment. What the tail has about an entry
/// replaces what Lucene has.
final class IndexView implements AutoCloseable {
  private static final Comparator<Hit> BEST_FIRST =
      Comparator.comparingDouble(Hit::score)
          .reversed()
          .thenComparing(hit -> hit.key().id())
          .thenComparing(hit -> hit.key().type());

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

  /// What of the tail is selected.
  List<TailEntry.Present> tail(Selection selection) {
    return tail.present().stream().filter(present -> selection.includes(present.entry())).toList();
  }

  /// The `limit` best of both.
  List<Hit> best(String tenant, int limit, List<Hit> ofTail, LuceneSearch search)
      throws IOException {
    var hits = new ArrayList<>(ofTail);
    hits.addAll(ofLucene(tenant, limit, search));
    hits.sort(BEST_FIRST);
    return List.copyOf(hits.subList(0, Math.min(Math.max(0, limit), hits.size())));
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
    var inOrder = found.clone();
    Arrays.sort(inOrder, Comparator.comparingInt(document -> document.doc));
    var kept = new ArrayList<Hit>(found.length);
    var leaves = reader.leaves();
    for (int i = 0; i < inOrder.length; ) {
      var leaf = leaves.get(ReaderUtil.subIndex(inOrder[i].doc, leaves));
      int end = leaf.docBase + leaf.reader().maxDoc();
      var documents = new Documents(leaf, tenant);
      for (; i < inOrder.length && inOrder[i].doc < end; i++) {
        var hit = documents.hit(inOrder[i].doc - leaf.docBase, inOrder[i].score);
        if (!tail.replaces(hit.key())) {
          kept.add(hit);
        }
      }
    }
    return kept;
  }

  /// What a segment tells of its documents, which are asked for in their order.
  private static final class Documents {
    private final String tenant;
    private final BinaryDocValues entries;
    private final SortedDocValues threads;
    private final NumericDocValues places;
    private final BinaryDocValues times;

    private Documents(LeafReaderContext leaf, String tenant) throws IOException {
      this.tenant = tenant;
      this.entries = DocValues.getBinary(leaf.reader(), EntryFields.ENTRY);
      this.threads = DocValues.getSorted(leaf.reader(), EntryFields.THREAD);
      this.places = DocValues.getNumeric(leaf.reader(), EntryFields.PLACE);
      this.times = DocValues.getBinary(leaf.reader(), EntryFields.AT);
    }

    private Hit hit(int document, float score) throws IOException {
      if (!entries.advanceExact(document)
          || !threads.advanceExact(document)
          || !places.advanceExact(document)
          || !times.advanceExact(document)) {
        throw new IOException("document " + document + " names no entry");
      }
      return new Hit(
          EntryFields.key(tenant, entries.binaryValue().utf8ToString()),
          score,
          threads.lookupOrd(threads.ordValue()).utf8ToString(),
          places.longValue(),
          Moment.of(times.binaryValue()));
    }
  }

  /// How many entries there are.
  long entries() throws IOException {
    var keys = List.copyOf(tail.entries().keySet());
    int replaced = new IndexSearcher(reader).count(EntryFields.keys(keys));
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
