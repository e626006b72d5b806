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
import dev.steward.core.model.Reranker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

  /// How many a reranker reads: as many as are wanted, within these bounds.
  private static final int READ_AT_LEAST = 50;

  private static final int READ_AT_MOST = 200;

  private final FactStore store;
  private final ByMeaning vectors;
  private final ByWords words;
  private final Embedder embedder;
  private final Weights weights;
  private final double minScore;
  private final Reranker reranker;

  /// A recaller over these rows and indexes.
  ///
  /// @param minScore what scores less is never recalled, whatever a search would take
  /// @param reranker reads the likeliest again; it may have no say, but must not fail
  public Recaller(
      FactStore store,
      ByMeaning vectors,
      ByWords words,
      Embedder embedder,
      Weights weights,
      double minScore,
      Reranker reranker) {
    this.store = store;
    this.vectors = vectors;
    this.words = words;
    this.embedder = embedder;
    this.weights = weights;
    this.minScore = minScore;
    this.reranker = reranker;
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
    var likely = ranked.stream().takeWhile(one -> one.score() >= minScore).toList();
    return best(search, reread(search, likely));
  }

  /// The candidates in the order that they have when the reranker has read the likeliest.
  private List<Candidate> reread(Search search, List<Candidate> ranked) {
    if (reranker.equals(Reranker.NONE)) {
      return ranked;
    }
    int most = Math.clamp(search.limit(), READ_AT_LEAST, READ_AT_MOST);
    var likeliest = ranked.subList(0, Math.min(most, ranked.size()));
    var entries = entries(search, likeliest);
    var read = likeliest.stream().filter(one -> entries.containsKey(one.hit().key())).toList();
    var relevance =
        reranker.relevance(
            search.text(),
            read.stream()
                .map(one -> Objects.requireNonNull(entries.get(one.hit().key())).text())
                .toList());
    if (relevance.isEmpty()) {
      return ranked;
    }
    var relevances = new HashMap<Candidate, Double>();
    for (int i = 0; i < read.size(); i++) {
      relevances.put(read.get(i), relevance.get(i));
    }
    return ranked.stream()
        .map(one -> one.reread(relevances.getOrDefault(one, 0.0)))
        .sorted(Candidate.BEST_FIRST)
        .toList();
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
    var likely = ranked.stream().takeWhile(one -> one.score() >= search.threshold()).toList();
    var shown = new ArrayList<Shown>();
    var said = new HashSet<String>();
    for (int next = 0; next < likely.size() && shown.size() < search.limit(); ) {
      int end = Math.min(likely.size(), next + search.limit() - shown.size());
      var some = likely.subList(next, end);
      var entries = entries(search, some);
      for (var candidate : some) {
        var entry = entries.get(candidate.hit().key());
        if (entry != null && said.add(Canonical.of(entry.text()))) {
          shown.add(new Shown(candidate, entry));
        }
      }
      next = end;
    }
    return recollections(search, shown);
  }

  private record Shown(Candidate candidate, Entry entry) {}

  /// What may be shown for these candidates: their rows, or the fact that says the same as a
  /// message. A message that says the same as a fact which holds no more, or which was held back,
  /// is not shown.
  private Map<Entry.Key, Entry> entries(Search search, List<Candidate> candidates) {
    var tenant = search.selection().scope().tenant();
    var facts = store.facts(tenant, ids(candidates, Entry.Type.FACT));
    var messages = store.messages(tenant, ids(candidates, Entry.Type.MESSAGE));
    var entries = new HashMap<Entry.Key, Entry>();
    facts.values().stream()
        .filter(search.selection()::includes)
        .forEach(fact -> entries.put(fact.key(), fact));
    messages.values().stream()
        .filter(search.selection()::includes)
        .forEach(message -> entries.put(message.key(), message));
    sayingTheSame(tenant, messages)
        .forEach((message, same) -> {
          var held = same.stream().filter(search.selection()::includes).findFirst();
          if (held.isPresent()) {
            entries.computeIfPresent(message, (_, _) -> held.get());
          } else if (same.stream().anyMatch(fact -> isWithdrawn(search, fact))) {
            entries.remove(message);
          }
        });
    return entries;
  }

  /// Facts that cite a message and say the same.
  private Map<Entry.Key, List<Fact>> sayingTheSame(String tenant, Map<String, Message> messages) {
    var same = new HashMap<Entry.Key, List<Fact>>();
    for (var fact : store.citing(tenant, messages.keySet())) {
      for (var citation : fact.origin().citations()) {
        var message = messages.get(citation.source());
        if (message != null && Canonical.of(message.text()).equals(Canonical.of(fact.text()))) {
          same.computeIfAbsent(message.key(), _ -> new ArrayList<>()).add(fact);
        }
      }
    }
    return same;
  }

  private static boolean isWithdrawn(Search search, Fact fact) {
    var standing = fact.care().standing();
    return switch (standing) {
      case SUPERSEDED, QUARANTINED -> !search.selection().standings().contains(standing);
      case ACTIVE, PROPOSED -> false;
    };
  }

  private static List<String> ids(List<Candidate> candidates, Entry.Type type) {
    return candidates.stream()
        .map(candidate -> candidate.hit().key())
        .filter(key -> key.type() == type)
        .map(Entry.Key::id)
        .toList();
  }

  private List<Recollection> recollections(Search search, List<Shown> shown) {
    var sources =
        shown.stream()
            .map(Shown::entry)
            .filter(Fact.class::isInstance)
            .map(entry -> ((Fact) entry).source())
            .filter(source -> !source.isEmpty())
            .toList();
    var messages = store.messages(search.selection().scope().tenant(), sources);
    return shown.stream()
        .map(each ->
            new Recollection(
                each.entry(),
                each.candidate().score(),
                each.candidate().components(),
                quote(each.entry(), messages)))
        .toList();
  }

  private static String quote(Entry entry, Map<String, Message> messages) {
    return switch (entry) {
      case Message _ -> "";
      case Fact fact ->
          Optional.ofNullable(messages.get(fact.source())).map(Message::text).orElse("");
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
