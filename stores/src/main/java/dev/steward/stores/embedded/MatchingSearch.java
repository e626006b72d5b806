package dev.steward.stores.embedded;

import dev.steward.core.memory.EntryIndex.Hit;
import dev.steward.core.memory.Selection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.similarities.Similarity.SimScorer;
import org.apache.lucene.util.SmallFloat;
import org.apache.lucene.util.hnsw.NeighborQueue;

/// Finds the entries that match best by words, their own and, for less, those of their neighbours
/// in the thread ([WordIndex#matching]).
///
/// Every selected entry has a slot beside those of its neighbours. A word is looked up, and what it
/// counts is put down in the slots around each entry that has it; where two put something down, the
/// greater counts. An entry's score is the sum over all words.
final class MatchingSearch {
  private static final int MOST_WORDS = 256;

  /// To look a selected document up takes as long as to pass so many that have the word.
  private static final int PASSED_AS_FAST = 16;

  private final IndexView view;
  private final WordStatistics statistics;
  private final Selection selection;
  private final List<String> asked;

  private final List<Segment> segments = new ArrayList<>();
  private final List<TailEntry.Present> ofTail;
  private final Slots.Layout slots;

  private final SlotScores scores;

  MatchingSearch(IndexView view, Selection selection, EnglishWords words, String text)
      throws IOException {
    this.view = view;
    this.statistics = new WordStatistics(view);
    this.selection = selection;
    this.asked = words.count(text).keySet().stream().limit(MOST_WORDS).toList();
    this.ofTail = asked.isEmpty() ? List.of() : view.tail(selection);
    this.slots = asked.isEmpty() ? new Slots().layout() : select();
    this.scores = new SlotScores(slots);
  }

  private Slots.Layout select() throws IOException {
    var all = new Slots();
    for (var selected : view.selected(selection)) {
      var data = view.data(selected.leaf());
      for (int i = 0; i < selected.size(); i++) {
        int document = selected.documents()[i];
        all.add(data.threads()[document], data.places()[document]);
      }
      segments.add(new Segment(selected, data.lengths(), all.size() - selected.size()));
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
    for (var segment : segments) {
      var postings = statistics.documents(segment.selected.leaf());
      if (postings != null && segment.selected.size() > 0) {
        count(postings, scorer, segment);
      }
    }
    int slot = slots.of().length - ofTail.size();
    for (var present : ofTail) {
      var count = present.words().get(word);
      if (count != null) {
        scores.put(slots.of()[slot], scorer.score(count, SmallFloat.intToByte4(present.length())));
      }
      slot++;
    }
    scores.endWord();
  }

  private void count(PostingsEnum postings, SimScorer scorer, Segment segment) throws IOException {
    if ((long) segment.selected.size() * PASSED_AS_FAST < postings.cost()) {
      countSelected(postings, scorer, segment);
      return;
    }
    var slotOf = segment.slotOf(slots);
    for (int document = postings.nextDoc();
        document != DocIdSetIterator.NO_MORE_DOCS;
        document = postings.nextDoc()) {
      if (slotOf[document] != 0) {
        scores.put(slotOf[document], scorer.score(postings.freq(), segment.lengths[document]));
      }
    }
  }

  /// Looks at the few that are selected among the many that have the word.
  private void countSelected(PostingsEnum postings, SimScorer scorer, Segment segment)
      throws IOException {
    var selected = segment.selected;
    int document = -1;
    for (int i = 0; i < selected.size(); i++) {
      int wanted = selected.documents()[i];
      if (document < wanted) {
        document = postings.advance(wanted);
      }
      if (document == wanted) {
        scores.put(
            slots.of()[segment.first + i],
            scorer.score(postings.freq(), segment.lengths[document]));
      }
    }
  }

  private List<Hit> hits(int limit) throws IOException {
    int entries = slots.of().length;
    var best = new NeighborQueue(Math.max(1, Math.min(limit, entries)), false);
    for (int i = 0; i < entries; i++) {
      float score = scores.of(slots.of()[i]);
      if (score > 0) {
        best.insertWithOverflow(i, score);
      }
    }
    var found = new boolean[entries];
    while (best.size() > 0) {
      found[best.pop()] = true;
    }
    var hits = new ArrayList<Hit>();
    for (var segment : segments) {
      var selected = segment.selected;
      var documents = view.documents(selected.leaf(), selection.scope().tenant());
      for (int i = 0; i < selected.size(); i++) {
        int entry = segment.first + i;
        if (found[entry]) {
          hits.add(documents.hit(selected.documents()[i], scores.of(slots.of()[entry])));
        }
      }
    }
    int entry = entries - ofTail.size();
    for (var present : ofTail) {
      if (found[entry]) {
        hits.add(present.hit(scores.of(slots.of()[entry])));
      }
      entry++;
    }
    hits.sort(IndexView.BEST_FIRST);
    return List.copyOf(hits);
  }

  /// What is selected of a segment.
  private static final class Segment {
    private final Selected selected;

    private final byte[] lengths;

    /// The number of its first entry among all that are selected.
    private final int first;

    private int[] slotOf = {};

    private Segment(Selected selected, byte[] lengths, int first) {
      this.selected = selected;
      this.lengths = lengths;
      this.first = first;
    }

    /// The slot of each document; 0, which is nobody's, of those that are not selected.
    private int[] slotOf(Slots.Layout slots) {
      if (slotOf.length == 0) {
        slotOf = new int[selected.leaf().reader().maxDoc()];
        for (int i = 0; i < selected.size(); i++) {
          slotOf[selected.documents()[i]] = slots.of()[first + i];
        }
      }
      return slotOf;
    }
  }
}
