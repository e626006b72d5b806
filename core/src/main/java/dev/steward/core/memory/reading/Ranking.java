package dev.steward.core.memory.reading;

import dev.steward.core.memory.Entry;
import dev.steward.core.memory.EntryIndex.Hit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Ranks what the searches by words and by meaning have found: the union of both, by a weighted sum
/// of signals.
final class Ranking {
  private static final int NEAR = 3;
  private static final double LONG = Math.log(33);
  private static final double HALVED_AFTER_DAYS = 30;

  private final Weights weights;
  private final Question question;
  private final Instant reference;
  private final Map<Place, Double> nearness = new HashMap<>();

  /// All that one search finds is of one tenant, whose threads have names of their own.
  private record Place(String thread, long place) {}

  /// What either search says of an entry; 0 where it says nothing.
  private static final class Found {
    private final Hit hit;
    private double words;
    private double meaning;
    private boolean isCandidate;

    private Found(Hit hit) {
      this.hit = hit;
    }
  }

  Ranking(Weights weights, String text, Instant reference) {
    this.weights = weights;
    this.question = new Question(text, reference.atZone(ZoneOffset.UTC).toLocalDate());
    this.reference = reference;
  }

  /// The candidates, best first.
  ///
  /// @param nearest by meaning, more than are candidates, so that those that only the words found
  ///   have their nearness too
  /// @param matching by words, best first
  /// @param candidates how many of either are candidates
  List<Candidate> rank(List<Hit> nearest, List<Hit> matching, int candidates) {
    var all = new LinkedHashMap<Entry.Key, Found>();
    int nearer = 0;
    for (var hit : nearest) {
      var near = nearness(hit.score());
      var found = all.computeIfAbsent(hit.key(), _ -> new Found(hit));
      found.meaning = near;
      found.isCandidate = nearer++ < candidates;
      if (hit.place() > 0) {
        nearness.merge(place(hit, 0), near, Math::max);
      }
    }
    var best = matching.isEmpty() ? 1 : matching.getFirst().score();
    int better = 0;
    for (var hit : matching) {
      var found = all.computeIfAbsent(hit.key(), _ -> new Found(hit));
      found.words = hit.score() / best;
      found.isCandidate |= better++ < candidates;
    }
    all.values().removeIf(found -> !found.isCandidate);
    var speakers = new HashSet<String>();
    all.values().forEach(found -> speakers.add(found.hit.traits().speaker()));
    var named = question.named(speakers);
    var ranked = new ArrayList<Candidate>(all.size());
    all.values().forEach(found -> ranked.add(candidate(found, named)));
    ranked.sort(Candidate.BEST_FIRST);
    return ranked;
  }

  private Candidate candidate(Found found, Set<String> named) {
    var whole = weights.sum();
    var hit = found.hit;
    var traits = hit.traits();
    return new Candidate(hit)
        .with(Signal.WORDS, weights.words() * found.words / whole)
        .with(Signal.MEANING, weights.meaning() * found.meaning / whole)
        .with(Signal.AROUND, weights.around() * around(hit, found.meaning) / whole)
        .with(Signal.SPEAKER, named.contains(traits.speaker()) ? weights.speaker() / whole : 0)
        .with(Signal.DATE, weights.date() * onDay(hit.at()) / whole)
        .with(Signal.LENGTH, weights.length() * length(traits.words()) / whole)
        .with(Signal.TIME, question.asksWhen() && traits.saysWhen() ? weights.time() / whole : 0)
        .with(Signal.ASKS, traits.asks() ? -weights.asks() / whole : 0)
        .with(Signal.RECENCY, weights.recency() * recency(hit.at()) / whole);
  }

  private double onDay(Instant at) {
    var days = question.days();
    return days.isEmpty() ? 0 : days.nearness(at.atZone(ZoneOffset.UTC).toLocalDate());
  }

  private double nearness(double cosine) {
    return Math.clamp(
        (cosine - weights.unrelated()) / (weights.same() - weights.unrelated()), 0.0, 1.0);
  }

  private double around(Hit hit, double own) {
    double best = own;
    if (hit.place() > 0) {
      for (int step = -NEAR; step <= NEAR; step++) {
        best = Math.max(best, nearness.getOrDefault(place(hit, step), 0.0));
      }
    }
    return best;
  }

  private static Place place(Hit hit, int step) {
    return new Place(hit.thread(), hit.place() + step);
  }

  private static double length(int words) {
    return Math.min(1, Math.log1p(words) / LONG);
  }

  private double recency(Instant at) {
    var days = Math.max(0, Duration.between(at, reference).toSeconds() / 86_400.0);
    return Math.pow(2, -days / HALVED_AFTER_DAYS);
  }
}
