package dev.steward.stores.embedded;

import dev.steward.core.memory.EntryIndex.Hit;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.Traits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;

/// What a search sees: Lucene and the tail at the same moment. What the tail has about an entry
/// replaces what Lucene has.
final class IndexView implements AutoCloseable {
  static final Comparator<Hit> BEST_FIRST =
      Comparator.comparingDouble(Hit::score)
          .reversed()
          .thenComparing(hit -> hit.key().id())
          .thenComparing(hit -> hit.key().type());

  private final IndexReader reader;
  private final HotTail.Snapshot tail;
  private final SegmentData.Store data;
  private final LatestSelection latest;

  /// Takes over one reference to the reader.
  IndexView(
      IndexReader reader, HotTail.Snapshot tail, SegmentData.Store data, LatestSelection latest) {
    this.reader = reader;
    this.tail = tail;
    this.data = data;
    this.latest = latest;
  }

  IndexReader reader() {
    return reader;
  }

  HotTail.Snapshot snapshot() {
    return tail;
  }

  SegmentData data(LeafReaderContext leaf) throws IOException {
    return data.of(leaf);
  }

  List<TailEntry.Present> tail() {
    return tail.present();
  }

  /// What of each segment is selected.
  List<Selected> selected(Selection selection) throws IOException {
    return latest.of(this, selection);
  }

  /// What of the tail is selected.
  List<TailEntry.Present> tail(Selection selection) {
    return tail.present().stream().filter(present -> selection.includes(present.entry())).toList();
  }

  /// What a segment tells of its documents. They must be asked for in their order.
  Documents documents(LeafReaderContext leaf, String tenant) throws IOException {
    return new Documents(leaf, tenant);
  }

  static final class Documents {
    private final String tenant;
    private final BinaryDocValues entries;
    private final Names threads;
    private final NumericDocValues places;
    private final BinaryDocValues times;
    private final Names speakers;
    private final NumericDocValues traits;

    private Documents(LeafReaderContext leaf, String tenant) throws IOException {
      var reader = leaf.reader();
      this.tenant = tenant;
      this.entries = DocValues.getBinary(reader, EntryFields.ENTRY);
      this.threads = new Names(DocValues.getSorted(reader, EntryFields.THREAD));
      this.places = DocValues.getNumeric(reader, EntryFields.PLACE);
      this.times = DocValues.getBinary(reader, EntryFields.AT);
      this.speakers = new Names(DocValues.getSorted(reader, EntryFields.SPEAKER));
      this.traits = DocValues.getNumeric(reader, EntryFields.TRAITS);
    }

    Hit hit(int document, float score) throws IOException {
      if (!entries.advanceExact(document)
          || !places.advanceExact(document)
          || !times.advanceExact(document)
          || !traits.advanceExact(document)) {
        throw new IOException("document " + document + " names no entry");
      }
      return new Hit(
          EntryName.key(tenant, entries.binaryValue()),
          score,
          threads.of(document),
          places.longValue(),
          Moment.of(times.binaryValue()),
          Traits.unpacked(speakers.of(document), Math.toIntExact(traits.longValue())));
    }
  }

  /// Names that documents have; those next to each other often have the same.
  private static final class Names {
    private final SortedDocValues values;
    private int ordinal = -1;
    private String name = "";

    private Names(SortedDocValues values) {
      this.values = values;
    }

    private String of(int document) throws IOException {
      if (!values.advanceExact(document)) {
        throw new IOException("document " + document + " lacks a name");
      }
      if (values.ordValue() != ordinal) {
        ordinal = values.ordValue();
        name = values.lookupOrd(ordinal).utf8ToString();
      }
      return name;
    }
  }

  /// How many entries there are.
  long entries() {
    return (long) reader.numDocs() - tail.replaced().length + tail.present().size();
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
