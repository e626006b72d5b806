package dev.steward.stores.embedded;

import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.FilterMergePolicy;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MergePolicy;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.SegmentReader;
import org.apache.lucene.index.TieredMergePolicy;

/// Merges segments as they become many; and when deleted documents are to leave the disk, writes
/// those segments anew that hold such a document.
final class DoomedSegments extends FilterMergePolicy {
  /// To write a segment anew for one document takes long enough as it is.
  private static final int LARGEST_MEGABYTES = 250;

  /// In place of a segment's name: all of them.
  static final String EVERY = "*";

  private final Set<String> doomed = new HashSet<>();

  DoomedSegments() {
    super(tiered());
  }

  private static TieredMergePolicy tiered() {
    var tiered = new TieredMergePolicy();
    tiered.setMaxMergedSegmentMB(LARGEST_MEGABYTES);
    return tiered;
  }

  /// The names of the segments that hold a document of one of these keys, deleted or not.
  static Set<String> holding(IndexReader reader, Collection<String> keys) throws IOException {
    var holding = new HashSet<String>();
    for (var leaf : reader.leaves()) {
      if (leaf.reader() instanceof SegmentReader segment && holdsOne(segment, keys)) {
        holding.add(segment.getSegmentName());
      }
    }
    return holding;
  }

  private static boolean holdsOne(SegmentReader segment, Collection<String> keys)
      throws IOException {
    for (var key : keys) {
      // Deleted documents are counted until they are merged away.
      if (segment.docFreq(EntryFields.keyTerm(key)) > 0) {
        return true;
      }
    }
    return false;
  }

  /// Dooms these segments instead of those before.
  synchronized void doom(Set<String> segments) {
    doomed.clear();
    doomed.addAll(segments);
  }

  @Override
  public synchronized MergeSpecification findForcedDeletesMerges(
      SegmentInfos segments, MergeContext context) {
    var merges = new MergeSpecification();
    for (var segment : segments) {
      if ((doomed.contains(EVERY) || doomed.contains(segment.info.name))
          && segment.hasDeletions()
          && !context.getMergingSegments().contains(segment)) {
        merges.add(new MergePolicy.OneMerge(List.of(segment)));
      }
    }
    return merges;
  }
}
