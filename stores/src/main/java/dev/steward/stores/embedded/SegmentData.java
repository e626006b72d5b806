package dev.steward.stores.embedded;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.index.ByteVectorValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// What searches ask of every document of a segment, kept in memory: where it stands in which
/// thread, how many words it has, and, unless there are too many, its vector.
///
/// @param threads a number by which threads are told apart, of each document
/// @param places where in its thread it stands; 0 if in none
/// @param lengths how many words it has, as Lucene codes it in a byte
/// @param vectors the number of its vector among the segment's; -1 if it has none
/// @param blocks null if there are too many vectors, or none
@SuppressWarnings("ArrayRecordComponent") // nobody else holds them, and copies would cost
record SegmentData(
    long[] threads, int[] places, byte[] lengths, int[] vectors, @Nullable VectorBlocks blocks) {
  static final int NO_VECTOR = -1;

  private static SegmentData read(LeafReader reader, long roomForVectors) throws IOException {
    var threads = new long[reader.maxDoc()];
    var places = new int[reader.maxDoc()];
    var ofThread = DocValues.getSorted(reader, EntryFields.THREAD);
    var numbers = new long[ofThread.getValueCount()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(ofThread.lookupOrd(i));
    }
    var ofPlace = DocValues.getNumeric(reader, EntryFields.PLACE);
    for (int i = 0; i < places.length; i++) {
      if (ofPlace.advanceExact(i) && ofThread.advanceExact(i)) {
        places[i] = Math.toIntExact(ofPlace.longValue());
        threads[i] = numbers[ofThread.ordValue()];
      }
    }
    var vectors = reader.getByteVectorValues(EntryFields.VECTOR);
    var fits = vectors != null && VectorBlocks.size(vectors) <= roomForVectors;
    return new SegmentData(
        threads,
        places,
        lengths(reader),
        ordinals(reader, vectors),
        vectors != null && fits ? VectorBlocks.read(reader, vectors) : null);
  }

  private static byte[] lengths(LeafReader reader) throws IOException {
    var lengths = new byte[reader.maxDoc()];
    var norms = reader.getNormValues(EntryFields.TEXT);
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = norms != null && norms.advanceExact(i) ? (byte) norms.longValue() : 1;
    }
    return lengths;
  }

  private static int[] ordinals(LeafReader reader, @Nullable ByteVectorValues vectors)
      throws IOException {
    var ordinals = new int[reader.maxDoc()];
    Arrays.fill(ordinals, NO_VECTOR);
    if (vectors != null) {
      var withVector = vectors.iterator();
      while (withVector.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
        ordinals[withVector.docID()] = withVector.index();
      }
    }
    return ordinals;
  }

  /// A number by which a thread's name is told apart from others (64 bits of a hash).
  static long number(BytesRef thread) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < thread.length; i++) {
      hash = (hash ^ thread.bytes[thread.offset + i]) * 0x100000001b3L;
    }
    hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
    return hash ^ hash >>> 29;
  }

  /// The data of all segments that somebody may still search.
  static final class Store {
    private final Map<IndexReader.CacheKey, SegmentData> data = new ConcurrentHashMap<>();
    private final long mostVectorBytes;
    private final AtomicLong vectorBytes = new AtomicLong();

    /// @param mostVectorBytes how much memory vectors may take
    Store(long mostVectorBytes) {
      this.mostVectorBytes = mostVectorBytes;
    }

    /// Reads what is not there yet of a reader's segments.
    void prepare(IndexReader reader) throws IOException {
      for (var leaf : reader.leaves()) {
        var key = leaf.reader().getCoreCacheHelper().getKey();
        if (!data.containsKey(key)) {
          var read = read(leaf.reader(), mostVectorBytes - vectorBytes.get());
          vectorBytes.addAndGet(size(read));
          data.put(key, read);
          leaf.reader().getCoreCacheHelper().addClosedListener(this::drop);
        }
      }
    }

    private void drop(IndexReader.CacheKey key) {
      var dropped = data.remove(key);
      if (dropped != null) {
        vectorBytes.addAndGet(-size(dropped));
      }
    }

    private static long size(SegmentData read) {
      return read.blocks() == null ? 0 : read.blocks().size();
    }

    SegmentData of(LeafReaderContext leaf) throws IOException {
      var found = data.get(leaf.reader().getCoreCacheHelper().getKey());
      return found != null ? found : read(leaf.reader(), 0);
    }
  }
}
