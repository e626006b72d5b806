package dev.steward.testkit;

import dev.steward.core.Scope;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.FactStore.Change;
import dev.steward.core.memory.VectorIndex;
import dev.steward.core.model.Vector;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// An index in memory that looks at every fact: exact, without an approximation, and gone with the
/// process.
public final class InMemoryIndex implements VectorIndex {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
  private static final double K1 = 1.2;
  private static final double B = 0.75;

  private final String embedder;
  private final Map<Key, Entry> entries = new HashMap<>();
  private long seq;

  /// An empty index of vectors of this embedder.
  public InMemoryIndex(String embedder) {
    this.embedder = embedder;
  }

  private record Key(String tenant, String fact) {}

  private record Entry(Fact fact, Vector vector, Map<String, Long> words, long length) {}

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
      case Change.Put(var _, var fact, var of, var vector) -> {
        var words = words(fact.text());
        long length = words.values().stream().mapToLong(Long::longValue).sum();
        var comparable = of.equals(embedder) ? vector : Vector.NONE;
        entries.put(
            new Key(fact.scope().tenant(), fact.id()), new Entry(fact, comparable, words, length));
      }
      case Change.Gone(var _, var tenant, var fact) -> entries.remove(new Key(tenant, fact));
    }
  }

  /// Nothing survives the process.
  @Override
  public long durableSeq() {
    return 0;
  }

  @Override
  public synchronized List<Hit> nearest(Scope scope, Vector vector, int limit) {
    var candidates = entries.values().stream().filter(e -> !e.vector().isNone()).toList();
    return best(scope, candidates, e -> e.vector().dot(vector), limit);
  }

  @Override
  public synchronized List<Hit> matching(Scope scope, String text, int limit) {
    var query = words(text).keySet();
    var candidates =
        entries.values().stream()
            .filter(e -> query.stream().anyMatch(e.words()::containsKey))
            .toList();
    var rarity = query.stream().collect(Collectors.toMap(word -> word, this::rarity));
    double average = entries.values().stream().mapToLong(Entry::length).average().orElse(1);
    return best(scope, candidates, e -> bm25(e, query, rarity, average), limit);
  }

  private double rarity(String word) {
    long holders = entries.values().stream().filter(e -> e.words().containsKey(word)).count();
    return Math.log(1 + (entries.size() - holders + 0.5) / (holders + 0.5));
  }

  private static double bm25(
      Entry entry, Set<String> query, Map<String, Double> rarity, double averageLength) {
    double score = 0;
    for (var word : query) {
      double count = entry.words().getOrDefault(word, 0L);
      double norm = K1 * (1 - B + B * entry.length() / averageLength);
      score += rarity.getOrDefault(word, 0.0) * count / (count + norm);
    }
    return score;
  }

  private static List<Hit> best(
      Scope scope, List<Entry> candidates, ToDoubleFunction<Entry> score, int limit) {
    return candidates.stream()
        .filter(entry -> mayBeSeen(entry.fact(), scope))
        .map(entry -> new Hit(entry.fact().id(), score.applyAsDouble(entry)))
        .sorted(Comparator.comparingDouble(Hit::score).reversed().thenComparing(Hit::fact))
        .limit(Math.max(0, limit))
        .toList();
  }

  private static boolean mayBeSeen(Fact fact, Scope scope) {
    var owner = fact.scope();
    boolean sameUser = !scope.user().isEmpty() && owner.user().equals(scope.user());
    boolean sameSession = !scope.session().isEmpty() && owner.session().equals(scope.session());
    return owner.tenant().equals(scope.tenant())
        && switch (fact.layer()) {
          case ORGANISATION -> true;
          case USER -> sameUser;
          case SESSION, CONVERSATION -> sameUser && sameSession;
        };
  }

  private static Map<String, Long> words(String text) {
    return WORD.matcher(text.toLowerCase(Locale.ROOT))
        .results()
        .collect(Collectors.groupingBy(match -> match.group(), Collectors.counting()));
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
