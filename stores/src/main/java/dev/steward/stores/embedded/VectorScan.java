package dev.steward.stores.embedded;

import java.io.IOException;
import org.apache.lucene.index.ByteVectorValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.util.VectorUtil;
import org.apache.lucene.util.hnsw.NeighborQueue;

/// Looks at the vectors of selected documents, one by one or, where many of a block are selected, a
/// block at a time.
final class VectorScan {
  /// A block is looked at in the time that so many of it take one by one.
  private static final int WORTH_A_BLOCK = VectorBlocks.BLOCK / 7;

  private final float[] target;
  private final byte[] coarseTarget;
  private final float coarseScale;
  private final NeighborQueue best;
  private final float[] products = new float[VectorBlocks.BLOCK];

  VectorScan(float[] target, int enough) {
    var code = VectorCode.of(target);
    this.target = target;
    this.coarseTarget = code.coarse();
    this.coarseScale = VectorCode.STEP * VectorCode.STEP * code.scale();
    this.best = new NeighborQueue(enough, false);
  }

  void look(Selected selected, ByteVectorValues vectors, SegmentData data) throws IOException {
    var blocks = data.blocks();
    var ordinals = new int[selected.size()];
    var documents = new int[selected.size()];
    int count = 0;
    for (int i = 0; i < selected.size(); i++) {
      int document = selected.documents()[i];
      int ordinal = data.vectors()[document];
      if (ordinal != SegmentData.NO_VECTOR) {
        documents[count] = selected.leaf().docBase + document;
        ordinals[count++] = ordinal;
      }
    }
    var scales = DocValues.getNumeric(selected.leaf().reader(), EntryFields.SCALE);
    for (int i = 0; i < count; ) {
      int block = ordinals[i] / VectorBlocks.BLOCK;
      int end = i;
      while (end < count && ordinals[end] / VectorBlocks.BLOCK == block) {
        end++;
      }
      if (blocks != null && end - i >= WORTH_A_BLOCK) {
        blocks.dot(target, block, products);
        for (; i < end; i++) {
          best.insertWithOverflow(documents[i], products[ordinals[i] % VectorBlocks.BLOCK]);
        }
      } else {
        for (; i < end; i++) {
          int document = documents[i] - selected.leaf().docBase;
          float scale =
              scales.advanceExact(document) ? Float.intBitsToFloat((int) scales.longValue()) : 0;
          best.insertWithOverflow(
              documents[i],
              coarseScale
                  * scale
                  * VectorUtil.dotProduct(coarseTarget, vectors.vectorValue(ordinals[i])));
        }
      }
    }
  }

  /// The documents in no particular order.
  int[] best() {
    return best.nodes();
  }
}
