package dev.steward.stores.embedded;

import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;

/// Lucene's own way of writing a segment, but for the graph of its vectors: where there are few, a
/// graph would be made anew at every merge and followed by nobody. What it writes is read without
/// it.
final class GraphCodec extends Lucene104Codec {
  private static final int ON_THE_INDEXING_THREAD = 1;

  private final KnnVectorsFormat vectors;

  /// @param smallest a segment of fewer vectors has no graph
  GraphCodec(int smallest) {
    this.vectors =
        new Lucene99HnswVectorsFormat(
            Lucene99HnswVectorsFormat.DEFAULT_MAX_CONN,
            Lucene99HnswVectorsFormat.DEFAULT_BEAM_WIDTH,
            ON_THE_INDEXING_THREAD,
            null,
            bound(smallest));
  }

  /// Lucene makes a graph where a segment has more vectors than this times their natural logarithm.
  private static int bound(int smallest) {
    return smallest < 2 ? 0 : (int) (smallest / Math.log(smallest));
  }

  @Override
  public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
    return vectors;
  }
}
