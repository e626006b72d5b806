package dev.steward.core.memory.reading;

import dev.steward.core.Failure;
import dev.steward.core.memory.ByMeaning;
import dev.steward.core.memory.ByWords;
import dev.steward.core.memory.Canonical;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.EntryIndex.Hit;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Recollection;
import dev.steward.core.memory.Search;
import dev.steward.core.model.Embedder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers a [Search]: asks both indexes for candidates, ranks them, and reads the rows of the
/// best, which decide whether they may be seen.
public final class Recaller {
  private static final Logger LOG = LoggerFactory.getLogger(Recaller.class);

  /// How many of either search are ranked at least.
  private static final int CANDIDATES = 100;

  /// How many of the nearest lend their nearness to those that the words found.
  private static final int NEAREST = 400;

  private final FactStore store;
  private final ByMeaning vectors;
  private final ByWords words;
  private final Embedder embedder;
  private final Weights weights;
  private final double minScore;

  /// A recaller over these rows and indexes.
  ///
  /// @param minScore what scores less is never recalled, whatever a search would take
  public Recaller(
      FactStore store,
      ByMeaning vectors,
      ByWords words,
      Embedder embedder,
      Weights weights,
      double minScore) {
    this.store = store;
    this.vectors = vectors;
    this.words = words;
    this.embedder = embedder;
    this.weights = weights;
    this.minScore = minScore;
  }

  /// What is found, best first; nothing for a blank question.
  public List<Recollection> recall(Search search) {
    if (search.text().isBlank() || search.limit() <= 0) {
      return List.of();
    }
    var candidates = Math.max(CANDIDATES, 4 * search.limit());
    var matching = words.matching(search.selection(), search.text(), candidates);
    var ranked =
        new Ranking(weights, search.text(), search.reference())
            .rank(nearest(search, candidates), matching, candidates);
    return best(search, ranked);
  }

  /// None if the index that finds by meaning can't be reached: then the words have to do.
  private List<Hit> nearest(Search search, int candidates) {
    try {
      return vectors.nearest(
          search.selection(), embedder.query(search.text()), Math.max(NEAREST, candidates));
    } catch (Failure e) {
      if (e.kind() != Failure.Kind.EXTERNAL) {
        throw e;
      }
      LOG.warn("What is meant could not be searched for, only words were: {}", e.text());
      return List.of();
    }
  }

  private List<Recollection> best(Search search, List<Candidate> ranked) {
    var threshold = Math.max(minScore, search.threshold());
    var found = new ArrayList<Recollection>();
    var said = new HashSet<String>();
    for (var candidate : ranked) {
      if (found.size() == search.limit() || candidate.score() < threshold) {
        break;
      }
      row(candidate.hit().key())
          .filter(search.selection()::includes)
          .filter(entry -> isNew(entry, said))
          .ifPresent(entry ->
              found.add(
                  new Recollection(
                      entry, candidate.score(), candidate.components(), quote(store, entry))));
    }
    return found;
  }

  /// Whether nobody better has said the same: a fact and the message that it repeats are one.
  private static boolean isNew(Entry entry, Set<String> said) {
    return said.add(Canonical.of(entry.text()));
  }

  private Optional<? extends Entry> row(Entry.Key key) {
    return switch (key.type()) {
      case FACT -> store.fact(key.tenant(), key.id());
      case MESSAGE -> store.message(key.tenant(), key.id());
    };
  }

  /// The message that a fact came from, in its own words; empty if there is none.
  public static String quote(FactStore store, Entry entry) {
    return switch (entry) {
      case Message _ -> "";
      case Fact fact ->
          fact.source().isEmpty()
              ? ""
              : store.message(fact.scope().tenant(), fact.source()).map(Message::text).orElse("");
    };
  }
}
