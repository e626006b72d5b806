package dev.steward.stores.embedded;

import dev.steward.core.memory.ChangeFeed.Change;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.EntryIndex.Hit;
import dev.steward.core.memory.Traits;
import dev.steward.core.memory.WordIndex;
import dev.steward.core.model.Vector;
import java.util.Map;
import org.apache.lucene.util.BytesRef;

/// A change that is not in Lucene yet, ready to be searched.
sealed interface TailEntry {
  long seq();

  /// What names the entry among those of all tenants.
  String key();

  /// An entry as it is now.
  ///
  /// @param thread the number of its thread's name
  /// @param vector [Vector#NONE] if it has none that can be compared
  /// @param traits of the entry, which every search that finds it asks for
  /// @param words how often each word occurs
  /// @param length the number of words
  record Present(
      String key,
      Change.Put put,
      long thread,
      Vector vector,
      Traits traits,
      Map<String, Integer> words,
      int length)
      implements TailEntry {
    @Override
    public long seq() {
      return put.seq();
    }

    Entry entry() {
      return put.entry();
    }

    boolean hasVector() {
      return !vector.isNone();
    }

    Hit hit(double score) {
      return new Hit(put.key(), score, put.thread(), put.place(), put.entry().at(), traits);
    }
  }

  /// An entry that is to be found no more.
  record Absent(long seq, String key) implements TailEntry {}

  /// The entry of a change.
  ///
  /// @param vector what of the change's vector can be compared
  static TailEntry of(Change change, Vector vector, EnglishWords words) {
    return switch (change) {
      case Change.Put put -> {
        var counts = words.count(WordIndex.indexed(put.entry()));
        yield new Present(
            EntryFields.key(put.key()),
            put,
            SegmentData.number(new BytesRef(put.thread())),
            vector,
            Traits.of(put.entry()),
            counts,
            counts.values().stream().mapToInt(Integer::intValue).sum());
      }
      case Change.Gone(var seq, var key) -> new Absent(seq, EntryFields.key(key));
    };
  }
}
