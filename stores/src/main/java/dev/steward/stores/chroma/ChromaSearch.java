package dev.steward.stores.chroma;

import dev.steward.core.memory.Entry;
import dev.steward.core.memory.EntryIndex.Hit;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.Traits;
import dev.steward.stores.chroma.ChromaDatabase.Collection;
import dev.steward.stores.chroma.ChromaDatabase.Near;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Finds the nearest entries of one collection. The server leaves out most of what is not selected;
/// the rows have the last word, and more is asked for until enough remains.
final class ChromaSearch {
  private static final int SPARE = 10;
  private static final int GROWTH = 4;

  /// Whoever needs more than so many looks at all: the server would make room for what it has not.
  private static final int MOST = 10_000;

  private final ChromaDatabase database;
  private final Function<Entry.Key, Optional<Entry>> rows;
  private final Selection selection;
  private final float[] vector;
  private final int limit;

  ChromaSearch(
      ChromaDatabase database,
      Function<Entry.Key, Optional<Entry>> rows,
      Selection selection,
      float[] vector,
      int limit) {
    this.database = database;
    this.rows = rows;
    this.selection = selection;
    this.vector = vector;
    this.limit = limit;
  }

  List<Hit> best(Collection collection, Where where) {
    var looked = new HashMap<String, List<Hit>>();
    for (long wanted = limit + limit / 4L + SPARE; wanted <= MOST; wanted *= GROWTH) {
      var near = database.nearest(collection, vector, (int) wanted, where);
      var hits = selected(near, looked);
      if (hits.size() >= limit) {
        return hits.subList(0, limit);
      }
      if (near.size() < wanted) {
        return database.areMore(collection, where, near.size())
            ? bestOfAll(collection, where, looked)
            : hits;
      }
    }
    return bestOfAll(collection, where, looked);
  }

  private List<Hit> bestOfAll(Collection collection, Where where, Map<String, List<Hit>> looked) {
    return selected(database.all(collection, vector, where), looked).stream()
        .sorted(Comparator.comparingDouble(Hit::score).reversed())
        .limit(limit)
        .toList();
  }

  private List<Hit> selected(List<Near> near, Map<String, List<Hit>> looked) {
    var hits = new ArrayList<Hit>();
    for (var one : near) {
      hits.addAll(looked.computeIfAbsent(one.id(), id -> hit(one).stream().toList()));
    }
    return hits;
  }

  private Optional<Hit> hit(Near near) {
    var key = ChromaIds.key(selection.scope().tenant(), near.id());
    return rows.apply(key)
        .filter(selection::includes)
        .map(entry ->
            new Hit(
                key,
                Math.clamp(1 - near.distance(), -1.0, 1.0),
                near.thread(),
                near.place(),
                entry.at(),
                Traits.of(entry)));
  }
}
