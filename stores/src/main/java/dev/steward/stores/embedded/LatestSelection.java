package dev.steward.stores.embedded;

import dev.steward.core.memory.Selection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreMode;
import org.jspecify.annotations.Nullable;

/// What the latest search selected: one question is searched for by words and by meaning, among the
/// same entries.
final class LatestSelection {
  private final AtomicReference<@Nullable Known> latest = new AtomicReference<>();

  private record Known(
      IndexReader reader, HotTail.Snapshot tail, Selection selection, List<Selected> segments) {
    boolean isOf(IndexView view, Selection asked) {
      return reader.equals(view.reader())
          && tail.isSame(view.snapshot())
          && selection.equals(asked);
    }
  }

  /// What is selected of each segment that a view shows.
  List<Selected> of(IndexView view, Selection selection) throws IOException {
    var known = latest.get();
    if (known != null && known.isOf(view, selection)) {
      return known.segments();
    }
    var searcher = new IndexSearcher(view.reader());
    var weight =
        searcher.createWeight(
            searcher.rewrite(SelectionQuery.of(selection)), ScoreMode.COMPLETE_NO_SCORES, 1);
    var segments = new ArrayList<Selected>();
    for (var leaf : view.reader().leaves()) {
      segments.add(Selected.of(leaf, weight, view.snapshot()));
    }
    latest.set(new Known(view.reader(), view.snapshot(), selection, List.copyOf(segments)));
    return segments;
  }
}
