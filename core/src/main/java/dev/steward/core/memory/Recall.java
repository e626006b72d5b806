package dev.steward.core.memory;

import dev.steward.core.Failure;
import dev.steward.core.model.Embedder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds what is known about a question, by meaning and by words.
final class Recall {
  private final FactStore store;
  private final ByMeaning vectors;
  private final ByWords words;
  private final Embedder embedder;
  private final Memory.Options options;

  Recall(
      FactStore store,
      ByMeaning vectors,
      ByWords words,
      Embedder embedder,
      Memory.Options options) {
    this.store = store;
    this.vectors = vectors;
    this.words = words;
    this.embedder = embedder;
    this.options = options;
  }

  /// What is selected and known about the text of `search`, best first.
  List<Recollection> search(Search search) {
    var query = search.text();
    if (query.isBlank() || search.limit() <= 0) {
      return List.of();
    }
    var selection = search.selection();
    var candidates = Math.max(50, 4 * search.limit());
    var dense = new HashMap<Entry.Key, Double>();
    nearest(search, candidates).forEach(hit -> dense.put(hit.key(), denseScore(hit.score())));
    var lexical = new HashMap<Entry.Key, Double>();
    var matching = words.matching(selection, query, candidates);
    matching.forEach(hit -> lexical.put(hit.key(), hit.score() / matching.getFirst().score()));
    var ranked = new ArrayList<>(union(dense, lexical));
    ranked.sort(
        Comparator.comparingDouble((Entry.Key key) -> score(key, dense, lexical))
            .reversed()
            .thenComparing(Entry.Key::id));
    var found = new ArrayList<Recollection>();
    for (var key : ranked) {
      var score = score(key, dense, lexical);
      if (found.size() == search.limit()
          || score < Math.max(options.minScore(), search.threshold())) {
        break;
      }
      Rows.find(store, key)
          .filter(selection::includes)
          .ifPresent(entry ->
              found.add(
                  new Recollection(
                      entry,
                      score,
                      Map.of(
                          "dense",
                          options.denseWeight() * dense.getOrDefault(key, 0.0),
                          "lexical",
                          (1 - options.denseWeight()) * lexical.getOrDefault(key, 0.0)),
                      quote(store, entry))));
    }
    return found;
  }

  /// None if the embedder can't be reached: then the words have to do.
  private List<EntryIndex.Hit> nearest(Search search, int candidates) {
    try {
      return vectors.nearest(search.selection(), embedder.query(search.text()), candidates);
    } catch (Failure failure) {
      if (failure.kind() != Failure.Kind.EXTERNAL) {
        throw failure;
      }
      return List.of();
    }
  }

  /// The message that a fact came from, in its own words.
  static String quote(FactStore store, Entry entry) {
    return switch (entry) {
      case Message _ -> "";
      case Fact fact ->
          store.message(fact.scope().tenant(), fact.source()).map(Message::text).orElse("");
    };
  }

  private double denseScore(double cosine) {
    var scaled = (cosine - options.denseFloor()) / (options.denseCeiling() - options.denseFloor());
    return Math.clamp(scaled, 0.0, 1.0);
  }

  private double score(
      Entry.Key key, Map<Entry.Key, Double> dense, Map<Entry.Key, Double> lexical) {
    return options.denseWeight() * dense.getOrDefault(key, 0.0)
        + (1 - options.denseWeight()) * lexical.getOrDefault(key, 0.0);
  }

  private static Set<Entry.Key> union(
      Map<Entry.Key, Double> dense, Map<Entry.Key, Double> lexical) {
    var union = new HashSet<>(dense.keySet());
    union.addAll(lexical.keySet());
    return union;
  }
}
