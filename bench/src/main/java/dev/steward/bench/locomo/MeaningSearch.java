package dev.steward.bench.locomo;

import java.util.Arrays;
import java.util.List;

/// Finds turns by meaning. What a turn means is often said by the turn before (a question and its
/// answer), so both are embedded as one passage.
final class MeaningSearch {
  private static final float UNRELATED = 0.75f;
  private static final float SAME = 0.90f;
  private static final int NEAR = 3;

  private final float[][] vectors;
  private final int[] session;

  /// What is embedded.
  enum Passage {
    TURN,
    WITH_PREVIOUS
  }

  MeaningSearch(List<Turn> turns, Passage passage, Vectors vectors) {
    this.session = turns.stream().mapToInt(Turn::session).toArray();
    this.vectors = vectors.passages(passages(turns, passage));
  }

  private static List<String> passages(List<Turn> turns, Passage passage) {
    var texts = new String[turns.size()];
    for (int i = 0; i < texts.length; i++) {
      var turn = turns.get(i);
      boolean alone =
          passage == Passage.TURN || i == 0 || turns.get(i - 1).session() != turn.session();
      texts[i] = alone ? turn.spoken() : turns.get(i - 1).spoken() + " " + turn.spoken();
    }
    return List.of(texts);
  }

  /// The score of every turn: 0 for unrelated, 1 for the same.
  ///
  /// @param best how many of the nearest get a score at all
  float[] search(float[] question, int best) {
    var scores = new float[vectors.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Math.clamp((dot(vectors[i], question) - UNRELATED) / (SAME - UNRELATED), 0, 1);
    }
    if (best < scores.length) {
      var sorted = scores.clone();
      Arrays.sort(sorted);
      float least = sorted[sorted.length - best];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = scores[i] < least ? 0 : scores[i];
      }
    }
    return scores;
  }

  /// For every turn the best score among it and the three on each side.
  float[] near(float[] scores) {
    var near = new float[scores.length];
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] > 0) {
        for (int j = Math.max(0, i - NEAR); j <= Math.min(scores.length - 1, i + NEAR); j++) {
          if (session[j] == session[i]) {
            near[j] = Math.max(near[j], scores[i]);
          }
        }
      }
    }
    return near;
  }

  static float dot(float[] a, float[] b) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    for (int i = 0; i < a.length; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    return s0 + s1 + s2 + s3;
  }
}
