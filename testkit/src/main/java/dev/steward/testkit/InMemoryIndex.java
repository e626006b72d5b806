package dev.steward.testkit;

import dev.steward.core.memory.ChangeFeed.Change;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.Traits;
import dev.steward.core.memory.VectorIndex;
import dev.steward.core.memory.WordIndex;
import dev.steward.core.model.Vector;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// An index in memory that looks at every entry: exact, without an approximation, and gone with the
/// process.
public final class InMemoryIndex implements VectorIndex, WordIndex {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
  private static final double K1 = 1.2;
  private static final double B = 0.75;

  private final Map<Entry.Key, Held> entries = new HashMap<>();
  private long seq;

  private record Held(Change.Put put, Map<String, Long> words, long length) {}

  @Override
  public synchronized void apply(List<Change> changes) {
    for (var change : changes) {
      if (change.seq() > seq) {
        take(change);
        seq = change.seq();
      }
    }
  }

  private void take(Change change) {
    switch (change) {
      case Change.Put put -> {
        var words = words(WordIndex.indexed(put.entry()));
        long length = words.values().stream().mapToLong(Long::longValue).sum();
        entries.put(put.key(), new Held(put, words, length));
      }
      case Change.Gone(var _, var key) -> entries.remove(key);
    }
  }

  /// Nothing survives the process.
  @Override
  public long durableSeq() {
    return 0;
  }

  @Override
  public synchronized List<Hit> nearest(Selection selection, Vector vector, int limit) {
    if (vector.isNone()) {
      return List.of();
    }
    var candidates = entries.values().stream().filter(e -> !e.put().vector().isNone()).toList();
    return best(selection, candidates, e -> e.put().vector().dot(vector), limit);
  }

  @Override
  public synchronized List<Hit> matching(Selection selection, String text, int limit) {
    var query = words(text).keySet();
    var rarity = query.stream().collect(Collectors.toMap(word -> word, this::rarity));
    double average = entries.values().stream().mapToLong(Held::length).average().orElse(1);
    var visible =
        entries.values().stream().filter(e -> selection.includes(e.put().entry())).toList();
    var byPlace =
        visible.stream()
            .filter(e -> e.put().place() > 0)
            .collect(Collectors.groupingBy(e -> place(e, 0)));
    return best(
            selection,
            visible,
            e ->
                query.stream()
                    .mapToDouble(
                        word -> count(e, byPlace, word, rarity.getOrDefault(word, 0.0), average))
                    .sum(),
            Integer.MAX_VALUE)
        .stream()
        .filter(hit -> hit.score() > 0)
        .limit(Math.max(0, limit))
        .toList();
  }

  private record Place(String tenant, String thread, long place) {}

  private static Place place(Held held, int step) {
    return new Place(held.put().key().tenant(), held.put().thread(), held.put().place() + step);
  }

  /// What a word counts for an entry, where it counts most.
  private static double count(
      Held held, Map<Place, List<Held>> byPlace, String word, double rarity, double average) {
    double most = bm25(held, word, rarity, average);
    if (held.put().place() > 0) {
      for (var neighbour : NEIGHBOURS.entrySet()) {
        for (var other : byPlace.getOrDefault(place(held, neighbour.getKey()), List.of())) {
          most = Math.max(most, neighbour.getValue() * bm25(other, word, rarity, average));
        }
      }
    }
    return most;
  }

  private double rarity(String word) {
    long holders = entries.values().stream().filter(e -> e.words().containsKey(word)).count();
    return Math.log(1 + (entries.size() - holders + 0.5) / (holders + 0.5));
  }

  private static double bm25(Held held, String word, double rarity, double averageLength) {
    double count = held.words().getOrDefault(word, 0L);
    double norm = K1 * (1 - B + B * held.length() / averageLength);
    return rarity * count / (count + norm);
  }

  private static List<Hit> best(
      Selection selection, List<Held> candidates, ToDoubleFunction<Held> score, int limit) {
    return candidates.stream()
        .filter(held -> selection.includes(held.put().entry()))
        .map(held -> hit(held.put(), score.applyAsDouble(held)))
        .sorted(
            Comparator.comparingDouble(Hit::score)
                .reversed()
                .thenComparing(found -> found.key().id()))
        .limit(Math.max(0, limit))
        .toList();
  }

  private static Hit hit(Change.Put put, double score) {
    return new Hit(
        put.key(), score, put.thread(), put.place(), put.entry().at(), Traits.of(put.entry()));
  }

  private static Map<String, Long> words(String text) {
    return WORD.matcher(text.toLowerCase(Locale.ROOT))
        .results()
        .map(match -> match.group())
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  @Override
  public synchronized Health check() {
    return new Health(true, entries.size(), seq, "in memory");
  }

  @Override
  public synchronized void clear() {
    entries.clear();
    seq = 0;
  }

  @Override
  public void close() {}
}
