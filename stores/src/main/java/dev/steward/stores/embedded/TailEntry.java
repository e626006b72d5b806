package dev.steward.stores.embedded;

import dev.steward.core.memory.FactStore.Change;
import dev.steward.core.model.Vector;
import java.util.Map;

/// A change that is not in Lucene yet, ready to be searched.
sealed interface TailEntry {
  long seq();

  /// What names the fact among those of all tenants.
  String key();

  /// A fact as it is now.
  ///
  /// @param audience who may see it
  /// @param vector [Vector#NONE] if it has none that can be compared
  /// @param words how often each word occurs
  /// @param length the number of words
  record Present(
      long seq,
      String key,
      String fact,
      String audience,
      String text,
      Vector vector,
      Map<String, Integer> words,
      int length)
      implements TailEntry {
    boolean hasVector() {
      return !vector.isNone();
    }
  }

  /// A fact that is to be found no more.
  record Absent(long seq, String key) implements TailEntry {}

  /// The entry of a change.
  ///
  /// @param vector what of the change's vector can be compared
  static TailEntry of(Change change, Vector vector, EnglishWords words) {
    return switch (change) {
      case Change.Put(var seq, var fact, var _, var _) -> {
        var counts = words.count(fact.text());
        yield new Present(
            seq,
            FactFields.key(fact.scope().tenant(), fact.id()),
            fact.id(),
            FactFields.audience(fact),
            fact.text(),
            vector,
            counts,
            counts.values().stream().mapToInt(Integer::intValue).sum());
      }
      case Change.Gone(var seq, var tenant, var fact) ->
          new Absent(seq, FactFields.key(tenant, fact));
    };
  }
}
