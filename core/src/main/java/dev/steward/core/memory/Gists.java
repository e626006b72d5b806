package dev.steward.core.memory;

import dev.steward.core.memory.wording.Gist;
import java.util.LinkedHashMap;
import java.util.Map;

/// What texts say, worked out once for those that are compared again and again: a new fact is held
/// against the same older ones as the one before it. Keeps those used last.
final class Gists {
  private final Map<String, Gist> known;

  /// Keeps at most `most`, each of some kilobytes.
  Gists(int most) {
    this.known =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Gist> eldest) {
            return size() > most;
          }
        };
  }

  Gist of(String text) {
    synchronized (known) {
      var gist = known.get(text);
      if (gist != null) {
        return gist;
      }
    }
    var gist = Gist.of(text);
    synchronized (known) {
      known.put(text, gist);
    }
    return gist;
  }

  /// Nothing of what was forgotten stays.
  void clear() {
    synchronized (known) {
      known.clear();
    }
  }
}
