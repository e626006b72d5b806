package dev.steward.stores.embedded;

import dev.steward.core.memory.EntryIndex.Hit;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.WordIndex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.similarities.Similarity.SimScorer;
import org.apache.lucene.util.SmallFloat;
import org.apache.lucene.util.hnsw.NeighborQueue;
import org.jspecify.annotations.Nullable;

/// Finds the entries that match best by words, their own and, for less, those of their neighbours
/// in the thread ([WordIndex#matching]).
///
/// Every selected entry has a slot beside those of its neighbours. A word is looked up, and what it
/// counts is put down in the slots around each entry that has it; where two put something down, the
/// greater counts. An entry's score is the sum over all words.
final class MatchingSearch {
  private static final int MOST_WORDS = 256;

  /// To go from one selected document to the next takes as long as to pass so many that are not.
  private static final int PASSED_AS_FAST = 16;

  /// What a word counts for an entry, said so long before it or after.
  private static final float EARLIER = share(-1);

  private static final float MUCH_EARLIER = share(-2);
  private static final float LATER = share(1);
  private static final float MUCH_LATER = share(2);

  private final IndexView view;
  private final WordStatistics statistics;
  private final Selection selection;
  private final List<String> asked;

  private final List<Selected> segments = new ArrayList<>();
  private final List<TailEntry.Present> ofTail;
  private final Slots.Layout slots;

  /// What the word under way counts in each slot, what all words do, and the slots in which the
  /// word under way counts.
  private final float[] ofWord;

  private final float[] total;
  private final int[] touched;
  private int touchedSlots;

  MatchingSearch(IndexView view, Selection selection, EnglishWords words, String text)
      throws IOException {
    this.view = view;
    this.statistics = new WordStatistics(view);
    this.selection = selection;
    this.asked = words.count(text).keySet().stream().limit(MOST_WORDS).toList();
    this.ofTail = asked.isEmpty() ? List.of() : view.tail(selection);
    this.slots = asked.isEmpty() ? new Slots().layout() : select();
    this.ofWord = new float[slots.size()];
    this.total = new float[slots.size()];
    this.touched = new int[slots.size()];
  }

  private Slots.Layout select() throws IOException {
    var weight =
        statistics.createWeight(
            statistics.rewrite(SelectionQuery.of(selection)), ScoreMode.COMPLETE_NO_SCORES, 1);
    var all = new Slots();
    for (var leaf : view.reader().leaves()) {
      var selected = Selected.of(leaf, weight, view.snapshot());
      var data = view.data(leaf);
      for (int i = 0; i < selected.size(); i++) {
        int document = selected.documents()[i];
        all.add(data.threads()[document], data.places()[document]);
      }
      segments.add(selected);
    }
    for (var present : ofTail) {
      all.add(present.thread(), Math.toIntExact(present.put().place()));
    }
    return all.layout();
  }

  List<Hit> best(int limit) throws IOException {
    if (limit <= 0) {
      return List.of();
    }
    for (var word : asked) {
      count(word);
    }
    return hits(limit);
  }

  private void count(String word) throws IOException {
    var occurrences = statistics.occurrences(word);
    if (occurrences.entries() == 0) {
      return;
    }
    var scorer = statistics.scorer(occurrences);
    int first = 0;
    for (var selected : segments) {
      var postings = occurrences.postings().get(selected.leaf().ord);
      if (postings != null && selected.size() > 0) {
        count(postings, scorer, selected, first);
      }
      first += selected.size();
    }
    for (var present : ofTail) {
      var count = present.words().get(word);
      if (count != null) {
        put(slots.of()[first], scorer.score(count, SmallFloat.intToByte4(present.length())));
      }
      first++;
    }
    for (int i = 0; i < touchedSlots; i++) {
      total[touched[i]] += ofWord[touched[i]];
      ofWord[touched[i]] = 0;
    }
    touchedSlots = 0;
  }

  private void count(PostingsEnum postings, SimScorer scorer, Selected selected, int first)
      throws IOException {
    var norms = selected.leaf().reader().getNormValues(EntryFields.TEXT);
    boolean skips = (long) selected.size() * PASSED_AS_FAST < postings.cost();
    int at = 0;
    for (int document = skips ? postings.advance(selected.documents()[0]) : postings.nextDoc();
        document != DocIdSetIterator.NO_MORE_DOCS; ) {
      at = from(selected, at, document);
      if (at == selected.size()) {
        return;
      }
      int next = selected.documents()[at];
      if (next == document) {
        put(slots.of()[first + at], scorer.score(postings.freq(), norm(norms, document)));
        document = postings.nextDoc();
      } else {
        document = skips ? postings.advance(next) : postings.nextDoc();
      }
    }
  }

  /// The first selected one from `at` on that is not before `document`.
  private static int from(Selected selected, int at, int document) {
    int from = at;
    int step = 1;
    int to = at;
    while (to < selected.size() && selected.documents()[to] < document) {
      from = to + 1;
      to += step;
      step *= 2;
    }
    to = Math.min(to, selected.size());
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (selected.documents()[middle] < document) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  private static long norm(@Nullable NumericDocValues norms, int document) throws IOException {
    return norms != null && norms.advanceExact(document) ? norms.longValue() : 1;
  }

  /// Puts down what a word counts that the entry in this slot has.
  private void put(int slot, float score) {
    raise(slot, score);
    if (slot < slots.alone()) {
      raise(slot + 1, score * EARLIER);
      raise(slot + 2, score * MUCH_EARLIER);
      raise(slot - 1, score * LATER);
      raise(slot - 2, score * MUCH_LATER);
    }
  }

  private static float share(int step) {
    return WordIndex.NEIGHBOURS.getOrDefault(step, 0.0).floatValue();
  }

  private void raise(int slot, float score) {
    float before = ofWord[slot];
    if (score > before) {
      if (before == 0) {
        touched[touchedSlots++] = slot;
      }
      ofWord[slot] = score;
    }
  }

  private List<Hit> hits(int limit) throws IOException {
    int entries = slots.of().length;
    var best = new NeighborQueue(Math.max(1, Math.min(limit, entries)), false);
    for (int i = 0; i < entries; i++) {
      float score = total[slots.of()[i]];
      if (score > 0) {
        best.insertWithOverflow(i, score);
      }
    }
    var found = new boolean[entries];
    while (best.size() > 0) {
      found[best.pop()] = true;
    }
    var hits = new ArrayList<Hit>();
    int first = 0;
    for (var selected : segments) {
      var documents = view.documents(selected.leaf(), selection.scope().tenant());
      for (int i = 0; i < selected.size(); i++) {
        if (found[first + i]) {
          hits.add(documents.hit(selected.documents()[i], total[slots.of()[first + i]]));
        }
      }
      first += selected.size();
    }
    for (int i = 0; i < ofTail.size(); i++) {
      if (found[first + i]) {
        hits.add(ofTail.get(i).hit(total[slots.of()[first + i]]));
      }
    }
    hits.sort(IndexView.BEST_FIRST);
    return List.copyOf(hits);
  }
}
