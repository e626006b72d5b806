package dev.steward.bench.locomo;

import java.util.List;
import java.util.Set;

/// Finds the weights under which the turns that answer are likeliest: a softmax over all candidates
/// of a question, the weights held small.
final class Fit {
  private static final double SMALL = 2e-3;
  private static final int STEPS = 3_000;
  private static final double RATE = 0.05;

  private Fit() {}

  /// @param signals of the candidates by question
  static float[] weights(List<float[][]> signals, List<Set<Integer>> evidence) {
    int count = Recipe.SIGNALS.size();
    var weights = new double[count];
    var mean = new double[count];
    var square = new double[count];
    for (int step = 1; step <= STEPS; step++) {
      var slope = slope(signals, evidence, weights);
      for (int s = 0; s < count; s++) {
        mean[s] = 0.9 * mean[s] + 0.1 * slope[s];
        square[s] = 0.999 * square[s] + 0.001 * slope[s] * slope[s];
        weights[s] +=
            RATE
                * (mean[s] / (1 - Math.pow(0.9, step)))
                / (Math.sqrt(square[s] / (1 - Math.pow(0.999, step))) + 1e-8);
      }
    }
    var relative = new float[count];
    for (int s = 0; s < count; s++) {
      relative[s] = (float) (weights[s] / weights[0]);
    }
    return relative;
  }

  private static double[] slope(
      List<float[][]> signals, List<Set<Integer>> evidence, double[] weights) {
    var slope = new double[weights.length];
    for (int s = 0; s < weights.length; s++) {
      slope[s] = -SMALL * weights[s];
    }
    for (int q = 0; q < signals.size(); q++) {
      var rows = signals.get(q);
      var likely = new double[rows.length];
      double sum = 0;
      for (int i = 0; i < rows.length; i++) {
        double score = 0;
        for (int s = 0; s < rows[i].length; s++) {
          score += weights[s] * rows[i][s];
        }
        likely[i] = rows[i].length == 0 ? 0 : Math.exp(score);
        sum += likely[i];
      }
      var found = evidence.get(q).stream().filter(i -> rows[i].length > 0).toList();
      for (int i = 0; i < rows.length && !found.isEmpty(); i++) {
        double wanted = found.contains(i) ? 1.0 / found.size() : 0;
        for (int s = 0; s < rows[i].length; s++) {
          slope[s] += (wanted - likely[i] / sum) * rows[i][s] / signals.size();
        }
      }
    }
    return slope;
  }
}
