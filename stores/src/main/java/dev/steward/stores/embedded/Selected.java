package dev.steward.stores.embedded;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Weight;

/// The documents of a segment that are selected, in their order.
///
/// @param documents counted within the segment; only the first `size` ones
@SuppressWarnings("ArrayRecordComponent") // nobody else holds them, and copies would cost
record Selected(LeafReaderContext leaf, int[] documents, int size) {
  /// Those that `weight` finds, but for deleted ones and those that the tail replaces.
  static Selected of(LeafReaderContext leaf, Weight weight, HotTail.Snapshot tail)
      throws IOException {
    var supplier = weight.scorerSupplier(leaf);
    if (supplier == null) {
      return new Selected(leaf, new int[0], 0);
    }
    var documents = new int[(int) Math.min(supplier.cost(), leaf.reader().maxDoc())];
    int size = 0;
    var live = leaf.reader().getLiveDocs();
    var found = supplier.get(Long.MAX_VALUE).iterator();
    for (int document = found.nextDoc();
        document != DocIdSetIterator.NO_MORE_DOCS;
        document = found.nextDoc()) {
      if ((live == null || live.get(document)) && !tail.replaces(leaf.docBase + document)) {
        if (size == documents.length) {
          documents = Arrays.copyOf(documents, 2 * size + 8);
        }
        documents[size++] = document;
      }
    }
    return new Selected(leaf, documents, size);
  }
}
