package dev.steward.core.routing.learned;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// What a gate looks at: how sure the head is, and how near the examples are that agree with it.
final class Signs {
  private static final int CLASSES = 10;
  private static final int NEAREST = 10;
  private static final int CLOSE = 5;
  private static final double ALMOST = 1e-6;

  private Signs() {}

  /// What is known of a row.
  static final class Read {
    private final double[] probabilities;
    private final int best;
    private final List<Neighbours.Near> nearest;
    private final double[] values;

    /// @param best the likeliest class that is a kind
    Read(double[] probabilities, int best, List<Neighbours.Near> nearest, double[] values) {
      this.probabilities = probabilities;
      this.best = best;
      this.nearest = nearest;
      this.values = values;
    }

    double[] probabilities() {
      return probabilities;
    }

    int best() {
      return best;
    }

    List<Neighbours.Near> nearest() {
      return nearest;
    }

    double[] values() {
      return values;
    }
  }

  /// Reads a row.
  ///
  /// @param scores of all classes, that for no kind (if there is one) last; minus infinity for a
  ///   class that is to be read as if it did not exist
  /// @param kinds how many classes are kinds
  /// @param groups the group of each class
  static Read of(
      double[] scores, int kinds, int[] groups, Neighbours neighbours, float[] direction) {
    var probabilities = Head.probabilities(scores);
    var likeliest =
        IntStream.range(0, scores.length)
            .filter(i -> scores[i] > Double.NEGATIVE_INFINITY)
            .boxed()
            .sorted((a, b) -> Double.compare(scores[b], scores[a]))
            .limit(CLASSES)
            .mapToInt(Integer::intValue)
            .toArray();
    int best = likeliest[0] < kinds || likeliest.length == 1 ? likeliest[0] : likeliest[1];
    var nearest = neighbours.of(direction, likeliest, NEAREST);
    return new Read(
        probabilities,
        best,
        nearest,
        values(scores, probabilities, likeliest, best, groups, nearest, kinds));
  }

  private static double[] values(
      double[] scores,
      double[] probabilities,
      int[] likeliest,
      int best,
      int[] groups,
      List<Neighbours.Near> nearest,
      int kinds) {
    double ofGroup = 0;
    double ofNone = 0;
    for (int i = 0; i < scores.length; i++) {
      ofGroup += groups[i] == groups[best] ? probabilities[i] : 0;
      ofNone += i >= kinds ? probabilities[i] : 0;
    }
    double second = Double.NEGATIVE_INFINITY;
    for (var one : likeliest) {
      second = one == best ? second : Math.max(second, scores[one]);
    }
    int count = Math.max(1, nearest.size());
    double agreeing = 0;
    double inGroup = 0;
    double close = 0;
    for (int i = 0; i < nearest.size(); i++) {
      var near = nearest.get(i);
      agreeing += near.classIndex() == best ? 1 : 0;
      inGroup += groups[near.classIndex()] == groups[best] ? 1 : 0;
      close += i < CLOSE ? near.similarity() : 0;
    }
    var highest = scores[likeliest[0]];
    var all = highest + Math.log(Arrays.stream(scores).map(s -> Math.exp(s - highest)).sum());
    return new double[] {
      odds(probabilities[best]),
      Double.isInfinite(second) ? 0 : scores[best] - second,
      nearest.isEmpty() ? 0 : nearest.getFirst().similarity(),
      close / Math.min(CLOSE, count),
      agreeing / count,
      inGroup / count,
      odds(ofGroup),
      odds(ofNone),
      all,
      scores[best]
    };
  }

  private static double odds(double probability) {
    var kept = Math.clamp(probability, ALMOST, 1 - ALMOST);
    return Math.log(kept / (1 - kept));
  }
}
