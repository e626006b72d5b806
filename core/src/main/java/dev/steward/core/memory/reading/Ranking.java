package dev.steward.core.memory.reading;

import dev.steward.core.memory.Entry;
import dev.steward.core.memory.EntryIndex.Hit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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

  private record Place(String tenant, String thread, long place) {}

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
    var meaning = new HashMap<Entry.Key, Double>();
    for (var hit : nearest) {
      var near = nearness(hit.score());
      meaning.put(hit.key(), near);
      if (hit.place() > 0) {
        nearness.merge(place(hit, 0), near, Math::max);
      }
    }
    var words = new HashMap<Entry.Key, Double>();
    var best = matching.isEmpty() ? 1 : matching.getFirst().score();
    matching.forEach(hit -> words.put(hit.key(), hit.score() / best));
    var union = new LinkedHashMap<Entry.Key, Hit>();
    nearest.stream().limit(candidates).forEach(hit -> union.put(hit.key(), hit));
    matching.stream().limit(candidates).forEach(hit -> union.putIfAbsent(hit.key(), hit));
    var named =
        question.named(
            union.values().stream().map(hit -> hit.traits().speaker()).collect(Collectors.toSet()));
    var ranked = new ArrayList<Candidate>();
    union.forEach((key, hit) ->
        ranked.add(
            candidate(hit, words.getOrDefault(key, 0.0), meaning.getOrDefault(key, 0.0), named)));
    ranked.sort(
        Comparator.comparingDouble(Candidate::score)
            .reversed()
            .thenComparing(candidate -> candidate.hit().key().id()));
    return ranked;
  }

  private Candidate candidate(Hit hit, double words, double meaning, Set<String> named) {
    var whole = weights.sum();
    var traits = hit.traits();
    var parts = new LinkedHashMap<String, Double>();
    parts.put("words", weights.words() * words / whole);
    parts.put("meaning", weights.meaning() * meaning / whole);
    parts.put("around", weights.around() * around(hit, meaning) / whole);
    parts.put("speaker", named.contains(traits.speaker()) ? weights.speaker() / whole : 0);
    parts.put(
        "date",
        weights.date()
            * question.days().nearness(hit.at().atZone(ZoneOffset.UTC).toLocalDate())
            / whole);
    parts.put("length", weights.length() * length(traits.words()) / whole);
    parts.put("time", question.asksWhen() && traits.saysWhen() ? weights.time() / whole : 0);
    parts.put("asks", traits.asks() ? -weights.asks() / whole : 0);
    parts.put("recency", weights.recency() * recency(hit.at()) / whole);
    return Candidate.of(hit, parts);
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
    return new Place(hit.key().tenant(), hit.thread(), hit.place() + step);
  }

  private static double length(int words) {
    return Math.min(1, Math.log1p(words) / LONG);
  }

  private double recency(Instant at) {
    var days = Math.max(0, Duration.between(at, reference).toSeconds() / 86_400.0);
    return Math.pow(2, -days / HALVED_AFTER_DAYS);
  }
}
